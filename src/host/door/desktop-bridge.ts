/** One entry of the application menu, as the editor's own list of actions declares it. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  /** Title of the menu it stands in. */
  readonly category: string;
  /** Entries of one category with the same group stand together. */
  readonly group: number;
  /** Keys as the editor writes them, such as `Ctrl+Shift+Z`. */
  readonly keys?: string;
  readonly isEnabled: boolean;
  /** Only for what is switched on and off. */
  readonly isChecked?: boolean;
}

/** What the desktop shell offers to the page as `window.blockoutDesktop`; absent at the browser door. */
export interface DesktopBridge {
  /** Shows these actions in the application menu; called again whenever they change. */
  showMenu(entries: readonly MenuEntry[]): void;
  /** Calls back with the id of an action that was chosen in the menu. Returns the way to stop. */
  onCommand(listener: (id: string) => void): () => void;
  /** Calls back with a workflow file that the system asked to open. Returns the way to stop. */
  onOpenFile(listener: (path: string) => void): () => void;
  /** Called before the window closes; it closes once the promise has settled, or after two seconds. */
  onBeforeClose(save: () => Promise<void>): void;
}
