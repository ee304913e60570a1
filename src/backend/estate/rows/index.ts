import { type Alert, alerts } from './alert.ts';
import { type AlertRuleRow, alertRules } from './alertRule.ts';
import { type ImpactedResource, impactedResources } from './impactedResource.ts';
import { type ResourceChange, resourceChanges } from './resourceChange.ts';
import type { RowSectionInfo } from './row.ts';
import { type ServiceHealthEvent, serviceHealthEvents } from './serviceHealthEvent.ts';
import { type VmAnnotation, vmAnnotations } from './vmAnnotation.ts';

/** The row type of each section that is kept as plain rows. A new one is its file, a line here and a line below. */
export interface RowSections {
  serviceHealthEvents: ServiceHealthEvent;
  impactedResources: ImpactedResource;
  vmAnnotations: VmAnnotation;
  alertRules: AlertRuleRow;
  alerts: Alert;
  resourceChanges: ResourceChange;
}
/** Sections whose parts are lists of rows. */
export type RowSection = keyof RowSections;

/** What is special about each of them; all else is the same for all. */
export const ROW_SECTIONS: { readonly [K in RowSection]: RowSectionInfo<RowSections[K]> } = {
  serviceHealthEvents,
  impactedResources,
  vmAnnotations,
  alertRules,
  alerts,
  resourceChanges,
};

export const ROW_SECTION_NAMES = Object.keys(ROW_SECTIONS) as RowSection[];

/** The rows of one subscription; absent until a section was read completely once. */
export type SubscriptionRows = { readonly [K in RowSection]?: readonly RowSections[K][] };

/** Whether a section is kept as plain rows. */
export function isRowSection(section: string): section is RowSection {
  return Object.hasOwn(ROW_SECTIONS, section);
}
