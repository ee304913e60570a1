import type { AvailabilityOptions } from '../../../shared/query.ts';
import { badInput } from '../../common/errors.ts';

/** @throws CspError (400) for anything that is no object of flags */
export function parseAvailability(value: unknown): Required<AvailabilityOptions> {
  if (value === undefined || value === null) {
    return { excludePlanned: false, excludeCustomerInitiated: false };
  }
  if (typeof value !== 'object') {
    throw badInput('availability is not a JSON object of flags.');
  }
  const flag = (name: keyof AvailabilityOptions): boolean => {
    const given = (value as Record<string, unknown>)[name] ?? false;
    if (typeof given !== 'boolean') {
      throw badInput(`availability.${name} is neither true nor false.`);
    }
    return given;
  };
  return { excludePlanned: flag('excludePlanned'), excludeCustomerInitiated: flag('excludeCustomerInitiated') };
}
