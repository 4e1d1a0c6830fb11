import type { Finding } from './finding.ts';

/** From the root of a disk, on any platform, or upwards out of the folder it is in. */
const LEADS_OUT = /^\s*([a-z]:)?[\\/]|(^|[\\/])\s*\.\.\s*([\\/]|$)/i;

/** What keeps files from being written under this name; empty where nothing does. */
export function checkOutputName(name: string, example: string): Finding[] {
  const error = (message: string, fix: string): Finding[] => [
    { severity: 'error', code: 'invalid-param', param: 'name', message, fix },
  ];
  if (name.trim() === '') return error('The name is empty.', `Give a name, e.g. ${example}.`);
  if (!LEADS_OUT.test(name)) return [];
  return error(
    `“${name}” leads outside the output folder.`,
    'Use a name below it, or choose another output folder: --out on the command line, the settings in the editor.',
  );
}
