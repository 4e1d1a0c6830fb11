export interface HiddenPlaces {
  /** Folder of the program itself: what lies in it is everybody's, and is told from there. */
  readonly program: string;
  /** Folders that are known to be private, whatever signs their names have. */
  readonly folders: readonly string[];
  /** Names of the user and of the machine. */
  readonly names: readonly string[];
}

const HIDDEN = '[path]';
/** How an absolute path begins: `/`, `~/`, `C:\`, `\\server`, each also in a file URL. */
const START = String.raw`(?:file:\/\/)?(?:~?\/(?![\/\s])|[A-Za-z]:[\\/](?!\/)|\\\\(?=\w))`;
/** In quotes a path ends at the quote that something other than a word follows. */
const QUOTED = new RegExp(String.raw`(['"“‘])${START}.*?(['"”’])(?=[\s,.;:)\]]|$)`, 'g');
/** A sign of a path that nothing ends. */
const SIGN = String.raw`[^\s'"“”<>|()⏎]`;
const WORD = String.raw`[^\s\/\\⏎]+`;
/** Names may have spaces: up to three words that a further folder or the name of a file follows belong to it. */
const REST = String.raw`(?: (?:${WORD} ){0,3}(?:[^\s\/\\⏎]*[\/\\][^\s⏎]*|${WORD}\.\w{2,11}\b))*`;
const PLAIN = new RegExp(String.raw`(?<![\w\/:.\]-])(?!\/api\/)${START}${SIGN}*${REST}`, 'g');
/** A shorter name would be found in ordinary words. */
const MIN_NAME_LENGTH = 2;

/** Takes absolute paths, and the names of user and machine, out of text that leaves the machine. Hides too much rather than too little. */
export function hidePaths(text: string, { program, folders, names }: HiddenPlaces): string {
  let hidden = text;
  for (const url of ['file:///', 'file://', '']) {
    for (const separator of ['/', '\\'])
      hidden = hidden.replaceAll(`${url}${program}${separator}`, 'blockout/');
  }
  const longestFirst = folders.filter((folder) => folder.length > 1).sort((a, b) => b.length - a.length);
  for (const folder of longestFirst) hidden = hidden.replaceAll(folder, '/~');
  hidden = hidden.replaceAll(QUOTED, `$1${HIDDEN}$2`).replaceAll(PLAIN, HIDDEN);
  for (const name of names.filter(({ length }) => length >= MIN_NAME_LENGTH))
    hidden = hidden.replaceAll(
      new RegExp(`(?<!\\w)${name.replaceAll(/\W/g, '\\$&')}(?!\\w)`, 'gi'),
      '[name]',
    );
  return hidden;
}
