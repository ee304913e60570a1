import type { CspError } from '../../common/errors.ts';
import type { LogFields, Logger } from '../../common/log.ts';
import type { PartStatus } from '../model/part.ts';

/**
 * Says that a part was not read: aloud when that is news, else only for those who debug. An estate in trouble has
 * thousands of parts that fail the same way every few minutes.
 */
export function logFailure(log: Logger, message: string, before: PartStatus | undefined, error: CspError): void {
  const known = before?.outcome === 'failed' && before.error?.code === error.code;
  const { section, tenantId, subscriptionId } = before ?? {};
  const fields: LogFields = { section, tenantId, subscriptionId, code: error.code, reason: error.message };
  // A defect of ours has its text in the cause alone.
  const cause = error.source === 'plugin' ? { error: error.cause as Error } : {};
  log[known ? 'debug' : 'warn'](message, { ...fields, ...cause });
}
