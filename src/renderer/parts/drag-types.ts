/** DataTransfer types of what is dragged inside the window. */
export const NODE_DRAG_TYPE = 'application/x-blockout-node';
export const ASSET_DRAG_TYPE = 'application/x-blockout-asset';
