import { systemClock } from '../../src/backend/common/clock.ts';
import { checkHealth } from '../../src/backend/queries/check/checkHealth.ts';
import { Attempts } from '../../src/backend/queries/consent/attempts.ts';
import { ConsentOutcomes } from '../../src/backend/queries/consent/outcomes.ts';
import { liveChanges, mayListen } from '../../src/backend/queries/routes/live.ts';
import { route } from '../../src/backend/queries/routes/routes.ts';
import { runQuery } from '../../src/backend/queries/run.ts';
import type { Caller } from '../../src/backend/queries/visibility/caller.ts';
import { createVisibility } from '../../src/backend/queries/visibility/visibility.ts';
import { LIVE_PATH } from '../../src/shared/live.ts';
import type { Table } from '../../src/backend/common/table.ts';
import { quietLog } from '../microsoft/quietLog.ts';
import { TestEstate } from '../queries/estate.ts';
import { NORTHWIND_APP, SMALL_RESOURCES } from '../simulator/world/smallIds.ts';
import { POLICY, TENANTS } from './policy.ts';
import type { Request } from './walk.ts';

const HOUR = 3_600_000;

/** The real backend on world `small`, with a policy, and some past: changes of everybody's, and failures. */
export class Stage {
  readonly estate: TestEstate;
  readonly #outcomes = new ConsentOutcomes();

  private constructor(estate: TestEstate) {
    this.estate = estate;
  }

  static async open(policy: object | null = POLICY): Promise<Stage> {
    const estate = await TestEstate.start({
      settings: policy ? { visibility: policy, allowChangeState: true } : {},
      tenants: TENANTS,
      world: { lighthouse: true },
    });
    const { world } = estate.simulator.simulation;
    for (const [minutes, resourceId] of [
      [2, NORTHWIND_APP],
      [3, SMALL_RESOURCES.web01],
    ] as const) {
      const at = estate.clock.now() + minutes * 60_000;
      world.addTransition({ kind: 'health', at, resourceId, state: 'Unavailable', reason: 'Unplanned' });
    }
    await estate.after(5);
    return new Stage(estate);
  }

  /** The tables, by the policy as Grafana's caller gets them. */
  query(caller: Caller, model: object): Promise<Table[]> {
    const context = this.estate.seenBy(caller);
    const to = this.estate.clock.now();
    return runQuery(model, { ...context, from: to - 24 * HOUR, to, fromAlert: caller.fromAlert });
  }

  async route(caller: Caller, { path, method, query, body }: Request): Promise<{ status: number; text: string }> {
    const { microsoft, settings, clock, estate } = this.estate;
    const consent = {
      ...{ microsoft, settings, clock, log: quietLog, attempts: new Attempts(clock), outcomes: this.#outcomes },
      ...{ orgId: caller.orgId, uid: 'csp', appUrl: 'https://grafana.example.com/' },
      closed: AbortSignal.abort(),
    };
    const user = caller.user && { ...caller.user, name: '' };
    const alertActions = { microsoft, log: quietLog, refresh: (tenantId: string) => estate.refreshNow(tenantId) };
    const bytes = body && Buffer.from(JSON.stringify(body));
    const answer = await route(
      { path, method, query: new URLSearchParams(query), ...(bytes && { body: bytes }) },
      { ...this.estate.seenBy(caller), user, consent, alertActions },
    );
    return { status: answer.status, text: await textOfBody(answer.body) };
  }

  async checkHealth(caller: Caller): Promise<string> {
    const { snapshot, sight, signal } = this.estate.seenBy(caller);
    const { microsoft, settings, clock } = this.estate;
    const doubts = () => createVisibility(settings.visibility).doubts(snapshot);
    return JSON.stringify(
      await checkHealth({ settings, microsoft, clock, signal, sight, doubts, stores: async () => [] }),
    );
  }

  mayListen(caller: Caller): string {
    return mayListen(LIVE_PATH, this.estate.seenBy(caller));
  }

  /** The first message of the live channel after something changed for everybody. */
  async heard(): Promise<Table> {
    const stop = new AbortController();
    const stream = liveChanges(this.estate.estate.changes, systemClock, stop.signal)[Symbol.asyncIterator]();
    const first = stream.next();
    const at = this.estate.clock.now() + 60_000;
    const { world } = this.estate.simulator.simulation;
    world.addTransition({ kind: 'health', at, resourceId: NORTHWIND_APP, state: 'Degraded', reason: 'Unplanned' });
    await this.estate.after(5);
    const { value } = await first;
    stop.abort();
    return value as Table;
  }

  close(): Promise<void> {
    return this.estate.close();
  }
}

async function textOfBody(body: unknown): Promise<string> {
  if (body instanceof Uint8Array) {
    return Buffer.from(body).toString('utf8');
  }
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
    const parts: Buffer[] = [];
    for await (const part of body as AsyncIterable<Uint8Array>) {
      parts.push(Buffer.from(part));
    }
    return Buffer.concat(parts).toString('utf8');
  }
  return JSON.stringify(body) ?? '';
}
