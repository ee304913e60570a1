import { ROW_SECTION_NAMES } from '../rows/index.ts';

/** Events of Service Health that are of no subscription: those of a whole tenant, and those of the cloud, which are nobody's. */
export const WIDE_SECTIONS = ['tenantEvents', 'emergingIssues'] as const;
export type WideSection = (typeof WIDE_SECTIONS)[number];

/**
 * What is collected, each on its own cadence. `customers` and `emergingIssues` are one part; `subscriptions` and
 * `tenantEvents` one a tenant; the others one a subscription.
 */
export const SECTIONS = [
  'customers',
  'subscriptions',
  'inventory',
  'resourceHealth',
  ...ROW_SECTION_NAMES,
  ...WIDE_SECTIONS,
] as const;

export type Section = (typeof SECTIONS)[number];

/** Sections that collectors read, one part a subscription. */
export type CollectedSection = Exclude<Section, 'customers' | 'subscriptions' | WideSection>;

export const COLLECTED_SECTIONS = SECTIONS.filter(
  (section): section is CollectedSection => section !== 'customers' && section !== 'subscriptions' && !isWide(section),
);

/** Whether a section's rows are of no subscription. */
export function isWide(section: string): section is WideSection {
  return (WIDE_SECTIONS as readonly string[]).includes(section);
}
