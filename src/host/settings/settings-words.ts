import type { Problem } from '../../engine/problem.ts';
import type { SettingsForm } from '../../settings/settings-schema.ts';
import { storageTrouble } from '../store/storage-trouble.ts';
import type { SettingsFile } from './read-settings.ts';

const STOPPED = 'Nothing that costs money is sent until then.';

/** Why money can't be spent by what lies on disk, and the ways out; null where it can. */
export function moneyTrouble(
  path: string,
  { stored, trouble, damaged }: SettingsFile,
  { money }: SettingsForm,
): Problem | null {
  if (trouble !== null) {
    return problem(
      `The settings can’t be read: “${path}”, ${trouble}. So nobody knows which caps hold.`,
      `Set provider and caps anew in the settings of the editor, or put the file right. ${STOPPED}`,
    );
  }
  if (damaged.length === 0) return null;
  const [first, ...others] = damaged.map((name) => `${money[name]} as ${shown(stored?.[name])}`);
  return problem(
    `The settings in “${path}” have ${[first, ...others].join(' and ')}, which can’t be right.`,
    `Set it anew in the settings of the editor, or put the file right. ${STOPPED}`,
  );
}

/** Why a change could not be written. */
export function writeTrouble(path: string, error: unknown): Problem {
  const trouble = storageTrouble(error);
  return trouble
    ? problem(`The settings were not changed. ${trouble.message}`, trouble.fix)
    : problem(
        `The settings were not changed: “${path}” can’t be written (${(error as Error).message}).`,
        'See to it that a file can be written there; then change it again.',
      );
}

/** Why a change could not be made in time. */
export function busyTrouble(): Problem {
  return problem(
    'The settings were not changed: another Blockout is writing them and does not come to an end.',
    'Change it again; if it stays, close the other Blockout.',
  );
}

function problem(message: string, fix: string): Problem {
  return { severity: 'error', code: 'over-cap', message, fix };
}

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 60) ?? 'nothing';
