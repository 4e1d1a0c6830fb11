import { createStore } from 'zustand/vanilla';

/** The node, group or note whose name or text is being typed. */
export const renaming = createStore<{ readonly id: string | null }>(() => ({ id: null }));
