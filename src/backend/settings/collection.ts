import { isJsonObject } from '../../shared/json.ts';
import { OPTIONAL_SECTIONS, type OptionalSection } from '../../shared/settings.ts';
import { Fields } from './fields.ts';
import { LABELS } from './labels.ts';
import type { Settings } from './settings.ts';

const DAY = 86_400;
const MEGABYTE = 1024 * 1024;

/** How often and how hard to ask, what not to ask at all, and how much of it is kept. */
export function readCollection(
  value: unknown,
  mistakes: string[],
): Pick<Settings, 'intervals' | 'history' | 'concurrency' | 'sectionsOff' | 'accessLogBytes'> {
  const fields = new Fields(value, '', mistakes);
  const labels = LABELS.collection;
  const whole = (name: keyof typeof labels, min: number, max: number, otherwise: number): number =>
    fields.whole(name, labels[name], { min, max, otherwise });
  const seconds = (name: keyof typeof labels, min: number, otherwise: number): number =>
    whole(name, min, DAY, otherwise) * 1000;
  return {
    intervals: {
      discovery: seconds('discoverySeconds', 60, 3600),
      inventory: seconds('inventorySeconds', 60, 1800),
      resourceHealth: seconds('resourceHealthSeconds', 15, 120),
      events: seconds('eventsSeconds', 15, 300),
      alertRules: seconds('alertRulesSeconds', 60, 1800),
      alerts: seconds('alertsSeconds', 15, 60),
      changes: seconds('changesSeconds', 60, 600),
    },
    history: {
      days: whole('historyDays', 1, 1_000, 90),
      bytes: whole('historyMegabytes', 16, 65_536, 1024) * MEGABYTE,
    },
    concurrency: whole('concurrency', 1, 256, 32),
    sectionsOff: readSectionsOff(fields),
    accessLogBytes: whole('accessLogMegabytes', 16, 65_536, 256) * MEGABYTE,
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
