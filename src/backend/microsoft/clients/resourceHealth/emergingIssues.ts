import { jsonObject, jsonObjects } from '../../../../shared/json.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import type { HealthEvent } from '../../api/serviceHealthApi.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { badAnswer } from '../../http/errors.ts';
import { recordOf, type Row, Rows, textOf } from '../rows.ts';
import { readTime } from '../times.ts';

const VERSION = '2022-10-01';
const PATH = '/providers/Microsoft.ResourceHealth/emergingIssues/default';
/** Azure's words here, and those that its events have for the same. */
const LEVELS: Readonly<Record<string, string>> = { information: 'Informational' };
const OVER = new Set(['resolve', 'archived']);

/**
 * What Azure's public status says now. https://learn.microsoft.com/rest/api/resourcehealth/emerging-issues/get
 *
 * @throws {CspError} where the answer has no list: then nothing is known of what goes on.
 */
export async function listEmergingIssues(
  context: ClientContext,
  access: Access,
  options: CallOptions,
): Promise<Complete<HealthEvent>> {
  const call = armCall(context, 'resourceHealth', PATH, access, null, options);
  const { parsedBody } = await context.http.send(call, { url: `${call.origin}${PATH}?api-version=${VERSION}` });
  const { statusActiveEvents } = recordOf(jsonObject(parsedBody), 'properties');
  if (!Array.isArray(statusActiveEvents)) {
    throw badAnswer(call, 'BadResponse', "the answer has no list of issues, so nothing is known of Azure's status.");
  }
  const rows = new Rows('emerging issue', readIssue, ({ trackingId }) => trackingId);
  rows.addPage(statusActiveEvents.filter((issue) => jsonObject(issue).published !== false));
  return rows.complete();
}

function readIssue(row: Row): HealthEvent | string {
  const trackingId = textOf(row, 'trackingId');
  if (trackingId === null) {
    return 'it has no tracking id';
  }
  const stage = textOf(row, 'stage');
  const severity = textOf(row, 'severity');
  return {
    trackingId,
    eventType: 'EmergingIssues',
    eventSubType: null,
    status: OVER.has(stage?.toLowerCase() ?? '') ? 'Resolved' : 'Active',
    stage,
    level: null,
    eventLevel: severity === null ? null : (LEVELS[severity.toLowerCase()] ?? severity),
    title: textOf(row, 'title'),
    summary: textOf(row, 'description'),
    sensitive: false,
    platformInitiated: null,
    highImpact: false,
    tags: [],
    recommendedActions: [],
    impactStartAt: readTime(row.startTime),
    impactMitigationAt: null,
    lastUpdateAt: readTime(row.lastModifiedTime),
    maintenanceStartAt: null,
    maintenanceEndAt: null,
    impact: jsonObjects(row.impacts).flatMap(readImpact),
  };
}

function readImpact(row: Row): HealthEvent['impact'][number] | [] {
  const service = textOf(row, 'name');
  const regions = jsonObjects(row.regions).flatMap((region) => textOf(region, 'name') ?? []);
  return service === null && regions.length === 0 ? [] : { service: service ?? '', regions: [...new Set(regions)] };
}
