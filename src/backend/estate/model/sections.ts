import { ROW_SECTION_NAMES } from '../rows/index.ts';

/** What is collected, each on its own cadence. `customers` is one part; `subscriptions` one a tenant; the others one a subscription. */
export const SECTIONS = ['customers', 'subscriptions', 'inventory', 'resourceHealth', ...ROW_SECTION_NAMES] as const;

export type Section = (typeof SECTIONS)[number];

/** Sections that collectors read, one part a subscription. */
export type CollectedSection = Exclude<Section, 'customers' | 'subscriptions'>;

export const COLLECTED_SECTIONS = SECTIONS.filter(
  (section): section is CollectedSection => section !== 'customers' && section !== 'subscriptions',
);
