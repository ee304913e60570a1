import type { OptionalSection } from '../../../shared/settings.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Section } from '../model/sections.ts';
import type { PartStatus, PartKey } from '../model/part.ts';
import { REASONS } from '../model/reasons.ts';
import { pendingPart, skipPart } from './partStatus.ts';

const SUBJECTS: Record<OptionalSection, string> = {
  resourceHealth: 'Resource Health is',
  serviceHealthEvents: 'Service Health events are',
  tenantEvents: 'Service Health events of tenants as a whole are',
  emergingIssues: "What Azure's public status says is",
  impactedResources: 'Resources that Service Health events name are',
  vmAnnotations: 'Annotations of virtual machines are',
  alertRules: 'Alert rules are',
  alerts: 'Fired alerts are',
  resourceChanges: "Azure's record of changes to resources is",
};

/** Whether the settings have a section switched off. It is not read then, and what an earlier run kept of it stays in the store. */
export function isOff(settings: Settings, section: Section): section is OptionalSection {
  return (settings.sectionsOff as ReadonlySet<Section>).has(section);
}

/** A part of a section that is switched off: it holds nothing and is never due. */
export function offPart(key: PartKey & { section: OptionalSection }, intervalMs: number, now: number): PartStatus {
  const sentence = `${SUBJECTS[key.section]} switched off in the data source's settings.`;
  return skipPart(pendingPart(key, intervalMs), now, { code: REASONS.sectionOff, sentence });
}
