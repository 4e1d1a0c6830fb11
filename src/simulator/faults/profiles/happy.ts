import type { FaultProfile } from '../fault-profile.ts';

export const happy: FaultProfile = { name: 'happy', summary: 'Everything works.' };
