import { isJsonObject, jsonObjects } from '../../../../shared/json.ts';
import type { HealthEvent } from '../../api/serviceHealthApi.ts';
import { type Row, textOf } from '../rows.ts';
import { readTime } from '../times.ts';

type Impact = HealthEvent['impact'][number];

/** An event from Resource Graph, whose names begin with capitals, or from Resource Health, whose don't. */
export function readHealthEvent(row: Row): HealthEvent | string {
  const { properties } = row;
  if (!isJsonObject(properties)) {
    return 'it has no properties';
  }
  const fields = properties;
  const text = (name: string) => textIn(field(fields, name));
  const trackingId = text('TrackingId') ?? textOf(row, 'name');
  if (trackingId === null) {
    return 'it has no tracking id';
  }
  const sensitive = flagIn(field(fields, 'IsEventSensitive')) ?? false;
  return {
    trackingId,
    eventType: text('EventType'),
    eventSubType: text('EventSubType'),
    status: text('Status'),
    stage: text('Stage') ?? text('HirStage'),
    level: text('Level'),
    eventLevel: text('EventLevel'),
    // Of a sensitive event only the title is for everybody.
    title: text('Title') ?? (sensitive ? null : text('Header')),
    summary: sensitive ? null : (text('Summary') ?? text('Description')),
    sensitive,
    platformInitiated: flagIn(field(fields, 'PlatformInitiated')),
    highImpact: flagIn(field(fields, 'IsHIR')) ?? false,
    tags: tagsIn(fields),
    recommendedActions: sensitive ? [] : actionsIn(field(fields, 'RecommendedActions')),
    impactStartAt: readTime(field(fields, 'ImpactStartTime')),
    impactMitigationAt: readTime(field(fields, 'ImpactMitigationTime')),
    lastUpdateAt: readTime(field(fields, 'LastUpdateTime')),
    maintenanceStartAt: readTime(field(fields, 'MaintenanceStartTime')),
    maintenanceEndAt: readTime(field(fields, 'MaintenanceEndTime')),
    impact: listIn(field(fields, 'Impact')).flatMap(readImpact),
  };
}

/** A property under its name with a capital, without one, or with its first letters small: `IsHIR`, `isHIR`. */
function field(fields: Row, name: string): unknown {
  return fields[name] ?? fields[name.charAt(0).toLowerCase() + name.slice(1)];
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function flagIn(value: unknown): boolean | null {
  if (typeof value === 'string') {
    return /^true$/i.test(value) ? true : /^false$/i.test(value) ? false : null;
  }
  return typeof value === 'boolean' ? value : null;
}

/** Resource Graph now and then gives lists and objects as their JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) {
    return value;
  }
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function listIn(value: unknown): Row[] {
  return jsonObjects(parsed(value));
}

function readImpact(row: Row): Impact | [] {
  const service = textIn(field(row, 'ImpactedService'));
  const regions = parsed(field(row, 'ImpactedRegions'));
  const names = (Array.isArray(regions) ? (regions as unknown[]) : []).flatMap((region) => {
    const name = isJsonObject(region)
      ? (textIn(field(region, 'ImpactedRegion')) ?? textIn(field(region, 'RegionName')))
      : textIn(region);
    return name ?? [];
  });
  return service === null && names.length === 0 ? [] : { service: service ?? '', regions: [...new Set(names)] };
}

/** Tags hang at the event or at the updates of its regions. https://learn.microsoft.com/azure/service-health/service-health-event-tags */
function tagsIn(fields: Row): string[] {
  const own = (row: Row): string[] => {
    const tags = parsed(field(row, 'EventTags'));
    return (Array.isArray(tags) ? (tags as unknown[]) : [tags]).flatMap((tag) => textIn(tag) ?? []);
  };
  const updates = listIn(field(fields, 'Impact'))
    .flatMap((impact) => listIn(field(impact, 'ImpactedRegions')))
    .flatMap((region) => listIn(field(region, 'Updates')));
  return [...new Set([fields, ...updates].flatMap(own))];
}

function actionsIn(value: unknown): string[] {
  const given = parsed(value);
  if (typeof given !== 'object' || given === null) {
    return textIn(given) === null ? [] : [given as string];
  }
  const message = Array.isArray(given) ? null : textIn(field(given as Row, 'Message'));
  const actions = listIn(Array.isArray(given) ? given : field(given as Row, 'Actions'));
  return [message, ...actions.map((action) => textIn(field(action, 'ActionText')))].flatMap((text) => text ?? []);
}
