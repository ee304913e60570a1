import { CspError } from '../../common/errors.ts';
import type { Logger } from '../../common/log.ts';
import { shorten } from '../../common/shorten.ts';
import * as pb from '../generated/pluginv2.ts';
import type { HealthResult } from '../types.ts';

/** Encoded frames as one refId's answer; `format` is the one they were encoded in. */
export function fromFrames(frames: Uint8Array[], format: number): pb.DataResponse {
  return {
    frames: frames as Buffer[],
    error: '',
    jsonMeta: Buffer.alloc(0),
    status: 200,
    errorSource: '',
    format: format === pb.DataFrameFormat.JSON ? pb.DataFrameFormat.JSON : pb.DataFrameFormat.ARROW,
  };
}

/** What was thrown, as one refId's error. What is no CspError is our defect and is logged with its stack. */
export function fromThrown(thrown: unknown, log: Logger): pb.DataResponse {
  const error = report(thrown, log);
  return {
    ...fromFrames([], 0),
    // Without a text Grafana would take it for a success.
    error: error.message || error.code,
    status: error.status,
    errorSource: error.source,
  };
}

/** The thrown thing as a CspError, logged by whose fault it is. */
export function report(thrown: unknown, log: Logger): CspError {
  const error = CspError.from(thrown);
  const fields = { code: error.code, status: error.status, source: error.source };
  if (error.source === 'plugin') {
    log.error(error.message, { ...fields, error });
  } else {
    log.debug(error.message, fields);
  }
  return error;
}

const HEALTH = {
  unknown: pb.CheckHealthResponse_HealthStatus.UNKNOWN,
  ok: pb.CheckHealthResponse_HealthStatus.OK,
  error: pb.CheckHealthResponse_HealthStatus.ERROR,
} as const;

/** The answer to Save & test; a message longer than Grafana shows is cut. */
export function fromHealth(result: HealthResult): pb.CheckHealthResponse {
  return {
    status: HEALTH[result.status],
    message: shorten(result.message),
    jsonDetails: Buffer.from(JSON.stringify(result.details ?? {})),
  };
}
