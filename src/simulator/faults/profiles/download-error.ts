import { downloadError } from '../../model/resolve-media.ts';
import type { FaultProfile } from '../fault-profile.ts';

export const downloadErrorProfile: FaultProfile = {
  name: 'download-error',
  summary: 'The model cannot fetch the clip although it was uploaded.',
  refuse: ({ video_url }) => downloadError('video_url', String(video_url)),
};
