import { DEFAULT_STATELESS_HOURS } from '../../../shared/monitoring.ts';
import { badInput } from '../../common/errors.ts';

/** Azure keeps alerts for 30 days. */
const MOST = 720;

/** @throws CspError (400) when it isn't a number of hours from 0 to 720 */
export function parseStatelessHours(value: unknown): number {
  if (value === undefined || value === null || value === '') {
    return DEFAULT_STATELESS_HOURS;
  }
  if (typeof value !== 'number' || !(value >= 0 && value <= MOST)) {
    throw badInput(`statelessHours is not a number of hours from 0 to ${MOST}, the 30 days that Azure keeps alerts.`);
  }
  return value;
}
