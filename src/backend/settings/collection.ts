import { COLLECTION_NUMBERS, type NumberOption } from '../../shared/collection.ts';
import { isJsonObject } from '../../shared/json.ts';
import { OPTIONAL_SECTIONS, type OptionalSection } from '../../shared/settings.ts';
import { Fields } from './fields.ts';
import { LABELS } from './labels.ts';
import type { Settings } from './settings.ts';

const MEGABYTE = 1024 * 1024;

/** How often and how hard to ask, what not to ask at all, and how much of it is kept. */
export function readCollection(
  value: unknown,
  mistakes: string[],
): Pick<Settings, 'intervals' | 'history' | 'concurrency' | 'sectionsOff' | 'accessLogBytes'> {
  const fields = new Fields(value, '', mistakes);
  const labels = LABELS.collection;
  const whole = (name: NumberOption): number => fields.whole(name, labels[name], COLLECTION_NUMBERS[name]);
  return {
    intervals: {
      discovery: whole('discoverySeconds') * 1000,
      inventory: whole('inventorySeconds') * 1000,
      resourceHealth: whole('resourceHealthSeconds') * 1000,
      events: whole('eventsSeconds') * 1000,
      alertRules: whole('alertRulesSeconds') * 1000,
      alerts: whole('alertsSeconds') * 1000,
      changes: whole('changesSeconds') * 1000,
    },
    history: {
      days: whole('historyDays'),
      bytes: whole('historyMegabytes') * MEGABYTE,
    },
    concurrency: whole('concurrency'),
    sectionsOff: readSectionsOff(fields),
    accessLogBytes: whole('accessLogMegabytes') * MEGABYTE,
  };
}

function readSectionsOff(fields: Fields): Set<OptionalSection> {
  const label = LABELS.collection.sections;
  const value = fields.get('sections');
  const off = new Set<OptionalSection>();
  if (value === undefined || value === null) {
    return off;
  }
  if (!isJsonObject(value)) {
    fields.mistake(label, 'must be an object of section names and true or false');
    return off;
  }
  for (const [name, on] of Object.entries(value)) {
    const section = OPTIONAL_SECTIONS.find((one) => one === name);
    if (!section) {
      fields.mistake(label, `names "${name}", but only these can be switched off: ${OPTIONAL_SECTIONS.join(', ')}`);
    } else if (typeof on !== 'boolean') {
      fields.mistake(label, `must be on or off (true or false) for "${name}"`);
    } else if (!on) {
      off.add(section);
    }
  }
  return off;
}
