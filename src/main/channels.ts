/** Names of the messages between the shell and the page. */
export const CHANNELS = {
  showMenu: 'blockout:show-menu',
  command: 'blockout:command',
  openFile: 'blockout:open-file',
  ready: 'blockout:ready-for-files',
  beforeClose: 'blockout:before-close',
  mayClose: 'blockout:may-close',
} as const;
