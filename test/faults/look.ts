import { CspError } from '../../src/backend/common/errors.ts';
import type { Table } from '../../src/backend/common/table.ts';
import { isRowSection } from '../../src/backend/estate/rows/index.ts';
import { isWide, type Section } from '../../src/backend/estate/model/sections.ts';
import { isStale, type PartStatus } from '../../src/backend/estate/model/part.ts';
import type { Snapshot } from '../../src/backend/estate/model/snapshot.ts';
import { noticesOf, rowsOf, type TestEstate } from '../queries/estate.ts';
import { SMALL, SMALL_ALERTS } from '../simulator/world/smallIds.ts';

/** One part of the estate as it is at one moment. */
export interface PartLook {
  section: Section;
  tenantId: string;
  outcome: PartStatus['outcome'];
  code: string | null;
  status: number | null;
  sentence: string | null;
  issues: readonly string[];
  /** Rows that are really there, not those that the status speaks of. */
  rows: number;
  stale: boolean;
}

/** What a question on demand was answered. */
export interface AnswerLook {
  victims: number;
  others: number;
  sentence: string | null;
}

export interface Look {
  parts: Record<string, PartLook>;
  answers: Record<string, AnswerLook>;
  /** What Grafana's alert rules see: series and values. */
  alerting: Record<string, string>;
  /** Calls by tenant, without those that concern nobody's. */
  calls: Record<string, number>;
}

const VM = (name: string) =>
  `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/${name}`;
const NOT_ASKED: AnswerLook = { victims: 0, others: 0, sentence: null };
const DAY = 86_400_000;

/** Everything that a fault could have touched. */
export async function look(lab: TestEstate, from: number, first = false): Promise<Look> {
  const answers: Record<string, AnswerLook> = {};
  for (const [name, ask] of Object.entries(questions(lab, from))) {
    // Azure's definitions are kept for a day: whoever had asked would ask no more.
    answers[name] = first && name === 'metricDefinitions' ? NOT_ASKED : await ask();
  }
  const calls: Record<string, number> = {};
  // Azure's public status is asked with some tenant's account, and is about nobody.
  for (const { tenant } of lab.simulator.calls.list().filter(({ operation }) => operation !== 'getEmergingIssues')) {
    calls[tenant ?? ''] = (calls[tenant ?? ''] ?? 0) + 1;
  }
  return { parts: partsOf(lab.estate.snapshot(), lab.clock.now()), answers, alerting: await series(lab), calls };
}

function partsOf(snapshot: Snapshot, now: number): Look['parts'] {
  const parts = [...snapshot.parts()].map((part): [string, PartLook] => [
    `${part.section}/${part.tenantId}/${part.subscriptionId}`,
    {
      section: part.section,
      tenantId: part.tenantId,
      outcome: part.outcome,
      code: part.error?.code ?? null,
      status: part.error?.status ?? null,
      sentence: part.error?.sentence ?? null,
      issues: part.issues,
      rows: rowsHeld(snapshot, part),
      stale: isStale(part, now),
    },
  ]);
  return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function rowsHeld(snapshot: Snapshot, { section, tenantId, subscriptionId }: PartStatus): number {
  const view = snapshot.subscriptions.get(subscriptionId);
  if (section === 'customers') {
    return snapshot.customers.size;
  }
  if (section === 'subscriptions') {
    return snapshot.subscriptionsOf(tenantId).length;
  }
  if (isWide(section)) {
    return snapshot.wideEvents(tenantId)?.length ?? 0;
  }
  if (isRowSection(section)) {
    return view?.rows[section]?.length ?? 0;
  }
  return (section === 'inventory' ? view?.inventory : view?.health)?.length ?? 0;
}

/** Which series alert rules have, with their values: a fault must change none. */
async function series(lab: TestEstate): Promise<Record<string, string>> {
  const types = ['resourceHealth', 'healthSummary', 'incidents', 'serviceHealthEvents', 'alertRules'];
  const tables = await Promise.all(types.map((queryType) => lab.ask({ queryType, format: 'alerting' }, true)));
  return Object.fromEntries(tables.map((table, index) => [types[index] ?? '', JSON.stringify(rowsOf(table))]));
}

/** On demand: each way to Microsoft that doesn't go through the picture. Windows stand still, so that answers do. */
function questions(lab: TestEstate, to: number): Record<string, () => Promise<AnswerLook>> {
  const range = { from: to - DAY, to };
  const query = (model: object) => () => answered(() => lab.askAll(model, range), split);
  const route = (path: string, input: Record<string, string>) => () =>
    answered(
      () => lab.route(path, input),
      ({ status, body }) => {
        const { error } = body as { error?: string };
        return status === 200
          ? { victims: 1, others: 0, sentence: null }
          : { victims: 0, others: 0, sentence: error ?? `HTTP ${status}` };
      },
    );
  const id = VM('vm-web-01');
  return {
    activityLog: query({ queryType: 'activityLog' }),
    metrics: query({
      queryType: 'metrics',
      filters: { resource: ['vm-web-01', 'vm-north-01'] },
      metric: { name: 'Percentage CPU' },
    }),
    resourceGraph: query({ queryType: 'resourceGraph', kql: 'resources | project id, name' }),
    healthHistory: query({ queryType: 'healthHistory', filters: { resource: [id] } }),
    alertHistory: route('incidents/history', { id: SMALL_ALERTS.cpuAcknowledged }),
    metricDefinitions: route('metricDefinitions', { resource: id }),
  };
}

async function answered<T>(ask: () => Promise<T>, read: (answer: T) => AnswerLook): Promise<AnswerLook> {
  try {
    return read(await ask());
  } catch (thrown) {
    return { victims: 0, others: 0, sentence: CspError.from(thrown).message };
  }
}

/** What is said in world `small` without any fault. */
const USUAL = /^(Nothing to show|Nobody looked|Not all of it can be read|Old data, last known)/;

/** Rows (or series) of the victim and of the others, and the warnings. */
function split(tables: readonly Table[]): AnswerLook {
  const look: AnswerLook = { victims: 0, others: 0, sentence: null };
  for (const table of tables) {
    look.sentence ??= noticesOf(table).find((text) => !USUAL.test(text)) ?? null;
    const labels = table.columns.map((column) => column.labels?.['customer']).filter((name) => name !== undefined);
    const azures = table.columns.find(({ name }) => name.endsWith("Azure's own record"));
    if (azures) {
      look.victims += rowsOf(table).filter((row) => row[azures.name] !== null).length;
      continue;
    }
    const owners = labels.length > 0 ? labels : rowsOf(table).map((row) => row['customer'] ?? 'Contoso');
    look.victims += owners.filter((name) => name === 'Contoso').length;
    look.others += owners.filter((name) => name !== 'Contoso').length;
  }
  return look;
}
