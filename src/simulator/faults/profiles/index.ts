import { combinedProfile } from '../combined-profile.ts';
import type { FaultProfile } from '../fault-profile.ts';
import { badGateway } from './bad-gateway.ts';
import { cancelForgotten, cancelIgnored } from './cancel.ts';
import { contentPolicy } from './content-policy.ts';
import { clockSkew, duplicateSeeds, foreignRequest } from './doubtful-history.ts';
import { downMidJob } from './down-mid-job.ts';
import { downloadErrorProfile } from './download-error.ts';
import { downloadMissing } from './download-missing.ts';
import { downloadSlow } from './download-slow.ts';
import { downloadTruncated } from './download-truncated.ts';
import { downloadWrongLength } from './download-wrong-length.ts';
import { earlyResult } from './early-result.ts';
import { frameMismatch } from './frame-mismatch.ts';
import { happy } from './happy.ts';
import { archiveBomb, archiveDamaged, archiveOutside } from './hostile-archive.ts';
import { invalidField } from './invalid-field.ts';
import { locked, lockedMidBatch } from './locked.ts';
import { modelCrash } from './model-crash.ts';
import { overBudget } from './over-budget.ts';
import { partFails } from './part-fails.ts';
import { queueDown } from './queue-down.ts';
import { rateLimited } from './rate-limited.ts';
import { resultExpired } from './result-expired.ts';
import { runnerDisconnected } from './runner-disconnected.ts';
import { serverRetries } from './server-retries.ts';
import { silentCap } from './silent-cap.ts';
import { slowQueue } from './slow-queue.ts';
import { startupTimeout } from './startup-timeout.ts';
import { statusErrors } from './status-errors.ts';
import { statusHang } from './status-hang.ts';
import { streamDropped, streamSilent, streamSplit } from './stream-trouble.ts';
import { submitResetAfter, submitResetBefore } from './submit-reset.ts';
import { truncatedJson } from './truncated-json.ts';
import { unauthorized } from './unauthorized.ts';
import { uploadDown } from './upload-down.ts';
import { uploadFails } from './upload-fails.ts';

/** Every fault profile, the untroubled one first. */
export const FAULT_PROFILES: readonly FaultProfile[] = [
  happy,
  slowQueue,
  serverRetries,
  runnerDisconnected,
  startupTimeout,
  invalidField,
  overBudget,
  silentCap,
  contentPolicy,
  downloadErrorProfile,
  modelCrash,
  locked,
  lockedMidBatch,
  unauthorized,
  rateLimited,
  badGateway,
  queueDown,
  statusErrors,
  downMidJob,
  submitResetBefore,
  submitResetAfter,
  duplicateSeeds,
  foreignRequest,
  clockSkew,
  statusHang,
  streamDropped,
  streamSplit,
  streamSilent,
  truncatedJson,
  resultExpired,
  earlyResult,
  downloadMissing,
  downloadSlow,
  downloadTruncated,
  downloadWrongLength,
  archiveOutside,
  archiveBomb,
  archiveDamaged,
  uploadDown,
  uploadFails,
  partFails,
  frameMismatch,
  cancelIgnored,
  cancelForgotten,
];

/** Joins the names of scenarios that are played at once. */
const JOINT = '+';

export function isKnownProfile(name: string): boolean {
  return name.split(JOINT).every((part) => FAULT_PROFILES.some((profile) => profile.name === part));
}

/** The profile of this name, or several at once, as in `slow-queue+bad-gateway`. Throws for an unknown name. */
export function profileByName(name: string): FaultProfile {
  const parts = name.split(JOINT).map(singleProfile);
  return parts.length === 1 ? parts[0]! : combinedProfile(parts);
}

function singleProfile(name: string): FaultProfile {
  const profile = FAULT_PROFILES.find((candidate) => candidate.name === name);
  if (profile) return profile;
  const known = FAULT_PROFILES.map((candidate) => candidate.name).join(', ');
  throw new Error(`The simulator has no profile "${name}". Use one of: ${known}.`);
}
