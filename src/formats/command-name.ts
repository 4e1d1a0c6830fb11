/** Safe inside double quotes in a POSIX shell, in PowerShell and at the prompt of Windows alike. */
const PLAIN = /^[^"'`$!%\\]*$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach a terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/**
 * A file name as it is written in a command, quoted so that no shell takes a part of it for anything else, and no program
 * for an option or an address.
 */
export function commandName(name: string): string {
  const safe = /^-|:/.test(name) ? `./${name}` : name;
  return PLAIN.test(safe) ? `"${safe}"` : `'${safe.replaceAll("'", "'\\''")}'`;
}

/** The names of a file and of what is made of it, ready for a command. */
export interface CommandNames {
  readonly input: string;
  /** The same name with another ending, and never the file itself. `%` would count frames in some programs. */
  output(ending: string): string;
}

export function commandNames(name: string): CommandNames {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  if (CONTROL.test(name)) return commandNames(`input${/^\.\w+$/.test(ending) ? ending : ''}`);
  return {
    input: commandName(name),
    output: (wanted) => {
      const base = stem.replaceAll('%', '_') || 'output';
      const isSame = ending.toLowerCase() === `.${wanted}`;
      return commandName(`${base}${isSame ? '-converted' : ''}.${wanted}`);
    },
  };
}
