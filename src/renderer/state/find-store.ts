import { createStore } from 'zustand/vanilla';

/** The search within the workflow, while it is open. */
export const findStore = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));
