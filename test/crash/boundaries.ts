/** A point in the life of a host that the tripwires announce by this label, the `nth` time it is passed. */
export interface Boundary {
  readonly name: string;
  readonly label: string;
  readonly nth: number;
}

const boundary = (name: string, label: string, nth = 1): Boundary => ({ name, label, nth });

/** The life of one job, from an empty home to the saved file. */
export const JOB_BOUNDARIES: readonly Boundary[] = [
  boundary('before the row of the job', 'before INSERT jobs'),
  boundary('after the row, before it is committed', 'after INSERT jobs'),
  boundary('after the row', 'job intended'),
  boundary('before the upload', 'before upload-start'),
  boundary('during the upload', 'during upload'),
  boundary('after the upload, before it is noted', 'after upload'),
  boundary('before the submit leaves', 'before submit'),
  boundary('submit left and answer lost', 'after submit'),
  boundary('id of the request written down', 'job submitted'),
  boundary('before the first poll', 'before status'),
  boundary('polling', 'after status', 3),
  boundary('job running', 'job running'),
  boundary('before the result is asked for', 'before result'),
  boundary('before the result is written down', 'after result'),
  boundary('before the download', 'before download'),
  boundary('during the download', 'during download'),
  boundary('before the take moves into the store', 'before rename store'),
  boundary('between file and row', 'before INSERT assets', 2),
  boundary('file and row there, job not done', 'after INSERT assets', 2),
  boundary('job done', 'job done'),
  boundary('before the result of a node is kept', 'before INSERT results'),
  boundary('while the saved file is copied', 'after copyFile output'),
  boundary('before the saved file gets its name', 'before link output'),
  boundary('before the partial name of the saved file is removed', 'before rm output'),
];

/** Of a job at Oxen, which takes files by their address, tells news by events and the result with the state. */
export const OXEN_BOUNDARIES: readonly Boundary[] = JOB_BOUNDARIES.filter(
  ({ label }) => !/upload|after status|job running|result$/.test(label),
);

/** The life of a change of the settings; each victim makes many. */
export const SETTINGS_BOUNDARIES: readonly Boundary[] = [
  boundary('before a settings file is written', 'before write settings', 3),
  boundary('before a settings file is flushed', 'before sync settings', 2),
  boundary('before a settings file gets its name', 'before rename settings', 3),
  boundary('after a settings file got its name', 'after rename settings', 2),
];

/** The life of a draft that is kept at every edit. */
export const DRAFT_BOUNDARIES: readonly Boundary[] = [
  boundary('before a draft is written', 'before write draft', 2),
  boundary('before a draft gets its name', 'before rename draft', 3),
  boundary('after a draft got its name', 'after rename draft', 2),
  boundary('before a version of a draft is kept', 'before link draft', 3),
  boundary('after a version of a draft was kept', 'after link draft', 2),
];
