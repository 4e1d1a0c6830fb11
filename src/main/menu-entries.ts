import type { MenuEntry } from '../host/door/desktop-bridge.ts';

const MOST_ENTRIES = 500;
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 200;

/** The entries in a message of the page that have the right form; a page is not trusted to be right. */
export function menuEntriesOf(message: unknown): MenuEntry[] {
  return Array.isArray(message) ? message.slice(0, MOST_ENTRIES).flatMap(entryOf) : [];
}

function entryOf(candidate: unknown): MenuEntry[] {
  const { id, label, category, group, keys, isEnabled, isChecked } = (candidate ?? {}) as Partial<MenuEntry>;
  if (!isText(id) || !isText(label) || !isText(category) || typeof group !== 'number') return [];
  return [
    {
      id,
      label,
      category,
      group,
      isEnabled: isEnabled === true,
      ...(isText(keys) && /^[\x20-\x7e]+$/.test(keys) && { keys }),
      ...(typeof isChecked === 'boolean' && { isChecked }),
    },
  ];
}
