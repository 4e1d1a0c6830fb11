import type { PlatformFault } from '../faults/fault-profile.ts';
import type { JobOutcome } from '../job.ts';
import type { ModelError } from './model-error.ts';

/** The outcome of a request that the model itself refused; `units` are charged where the error says so. */
export function refusedOutcome(error: ModelError, units: number): JobOutcome {
  const billableUnits = error.billable ? units : 0;
  return {
    httpStatus: error.httpStatus,
    headers: { 'x-fal-retryable': String(error.retryable), 'x-fal-billable-units': String(billableUnits) },
    body: { detail: error.details },
    error: `Invalid status code: ${error.httpStatus}`,
    errorType: error.details[0]?.type ?? 'internal_server_error',
    billableUnits,
    inferenceTimeS: null,
  };
}

/** The outcome of a request that the platform gave up; never charged. */
export function platformOutcome({ httpStatus, errorType, detail, userTimeout }: PlatformFault): JobOutcome {
  return {
    httpStatus,
    headers: {
      'x-fal-error-type': errorType,
      'x-fal-billable-units': '0',
      ...(userTimeout ? { 'x-fal-request-timeout-type': 'user' } : {}),
    },
    body: { detail, error_type: errorType },
    error: detail,
    errorType,
    billableUnits: 0,
    inferenceTimeS: null,
  };
}

/** The outcome of a job that stopped because its caller cancelled it. */
export function cancelledOutcome(): JobOutcome {
  return platformOutcome({
    httpStatus: 499,
    errorType: 'client_cancelled',
    detail: 'Request cancelled by the client.',
  });
}
