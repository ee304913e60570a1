import { truthOf } from '../simulator/control/truth.ts';
import type { Simulation } from '../simulator/core/simulation.ts';

/** What names somebody or something, of all that the truth says. */
const NAMING = ['subscriptionId', 'displayName', 'name', 'resourceId', 'id', 'alertId', 'ruleName', 'rule'].concat(
  ...['trackingId', 'title', 'changeId', 'eventId'],
);
/** Shorter names are parts of everyday words. */
const SHORTEST = 5;

function truthAbout(simulation: Simulation, tenantId: string): object[] {
  const truth = truthOf(simulation);
  const narrow = { tenant: tenantId };
  return [
    ...[...truth.subscriptions(narrow), ...truth.resourceGroups(narrow), ...truth.resources(narrow)],
    ...[...truth.alerts(narrow), ...truth.alertRules(narrow), ...truth.impactedResources(narrow)],
    ...[...truth.events(narrow), ...truth.changes(narrow), ...truth.activityLog(narrow)],
  ];
}

function identity(simulation: Simulation, tenantId: string): string[] {
  const { tenants, applications } = simulation.world.data;
  const tenant = tenants.find(({ id }) => id === tenantId);
  const own = Object.values(applications).filter((one) => one.tenantId === tenantId);
  return [tenantId, tenant?.displayName ?? '', ...(tenant?.domains ?? []), ...own.map(({ clientId }) => clientId)];
}

function names(rows: readonly object[]): string[] {
  return rows.flatMap((row) =>
    Object.entries(row).flatMap(([key, value]) => (NAMING.includes(key) && typeof value === 'string' ? [value] : [])),
  );
}

/**
 * What may not occur in an answer, in lower case: every name, id, domain and title that the simulator's truth has of the
 * hidden tenants, but for what it says of the visible ones as well.
 */
export function marksOf(simulation: Simulation, hidden: readonly string[], visible: readonly string[]): string[] {
  const marks = hidden.flatMap((id) => [...identity(simulation, id), ...names(truthAbout(simulation, id))]);
  const allowed = JSON.stringify(
    visible.map((id) => [identity(simulation, id), truthAbout(simulation, id)]),
  ).toLowerCase();
  const lower = new Set(marks.map((mark) => mark.toLowerCase()));
  return [...lower].filter((mark) => mark.length >= SHORTEST && !allowed.includes(mark));
}

/** The marks that a text has. */
export function found(text: string, marks: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return marks.filter((mark) => lower.includes(mark));
}
