import { setTimeout as delay } from 'node:timers/promises';
import type { GrafanaApi, RuleState } from './api.ts';
import type { Notified, Webhook } from './webhook.ts';

const EVERY_MS = 1_000;

/** What was seen of some rules while something was done to the plugin. */
export interface Watched {
  phase: string;
  seconds: number;
  /** Questions that Grafana answered. */
  polls: number;
  /** Series at the start, and the fewest and most seen. */
  series: [start: number, fewest: number, most: number];
  /** Polls at which a rule's last evaluation had failed. */
  failedEvaluations: number;
  /** Series that came, went or changed state, in words. */
  changes: string[];
  /** What Grafana told people. */
  notifications: string[];
  /** The same of rules that Grafana could not ask, since nobody answered: it tells so by a series of its own, `DatasourceError`. */
  unanswered: string[];
}

/** Looks at rules every second, and at what Grafana sends about them. */
export class RuleWatch {
  readonly #grafana: GrafanaApi;
  readonly #webhook: Webhook;
  readonly #rules: readonly string[];

  constructor(grafana: GrafanaApi, webhook: Webhook, rules: readonly string[]) {
    this.#grafana = grafana;
    this.#webhook = webhook;
    this.#rules = rules;
  }

  /** Watches while `work` goes on and for so long after it. Grafana may be away meanwhile. */
  async during(phase: string, seconds: number, work: () => Promise<void>): Promise<Watched> {
    const began = Date.now();
    const first = await this.#read();
    const [states] = first;
    const watched: Watched = {
      phase,
      seconds: 0,
      polls: 1,
      series: [states.size, states.size, states.size],
      failedEvaluations: 0,
      changes: [],
      notifications: [],
      unanswered: [],
    };
    let before = states;
    let end = Infinity;
    const working = work().finally(() => (end = Date.now() + seconds * 1000));
    // Thrown where it is awaited, after the watch.
    working.catch(() => undefined);
    while (Date.now() < end) {
      await delay(EVERY_MS);
      const read = await this.#read().catch(() => undefined);
      if (read) {
        const [states, failed] = read;
        before = note(watched, before, withoutValueless(states, before), failed, began);
      }
    }
    await working;
    const told = this.#webhook.received
      .filter(({ at, rule }) => at >= began && this.#rules.includes(rule))
      .map((one) => `${since(began, one.at)} ${sentence(one)}`);
    watched.notifications = told.filter((one) => !isUnanswered(one));
    watched.unanswered.push(...told.filter(isUnanswered));
    watched.seconds = Math.round((Date.now() - began) / 1000);
    return watched;
  }

  async #read(): Promise<[states: Map<string, string>, failed: number]> {
    const rules = (await this.#grafana.rules()).filter(({ name }) => this.#rules.includes(name));
    if (rules.length !== this.#rules.length) {
      throw new Error('Grafana does not know all the rules.');
    }
    return [new Map(rules.flatMap(seriesOf)), rules.filter(isFailing).length];
  }
}

function note(
  watched: Watched,
  before: Map<string, string>,
  states: Map<string, string>,
  failed: number,
  began: number,
): Map<string, string> {
  const [, fewest, most] = watched.series;
  watched.polls += 1;
  watched.failedEvaluations += failed > 0 ? 1 : 0;
  watched.series = [watched.series[0], Math.min(fewest, states.size), Math.max(most, states.size)];
  for (const key of new Set([...before.keys(), ...states.keys()])) {
    const [was = 'absent', is = 'absent'] = [before.get(key), states.get(key)];
    if (was !== is) {
      (isUnanswered(key) ? watched.unanswered : watched.changes).push(
        `${since(began, Date.now())} ${key}: ${was} -> ${is}`,
      );
    }
  }
  return states;
}

function isUnanswered(series: string): boolean {
  return series.includes('{datasource_uid=');
}

const KEPT = ' (Error, KeepLast)';
const KEPT_NORMAL = `Normal${KEPT}`;

function isFailing({ health, alerts = [] }: RuleState): boolean {
  return health === 'error' || alerts.some(({ state }) => state.endsWith(KEPT));
}

/** A series without a value, of a customer that can't be read, tells nobody anything: it is as good as none. */
function seriesOf({ name, alerts = [] }: RuleState): Array<[string, string]> {
  const valued = alerts.filter(({ state }) => !state.startsWith('Normal (NoData'));
  return valued.map(({ labels, state }) => [
    `${name} ${labelsOf(labels)}`,
    state === KEPT_NORMAL ? state : state.replace(KEPT, ''),
  ]);
}

/** While an evaluation fails, a series without a value looks like one that is fine: it is what it was. */
function withoutValueless(states: Map<string, string>, before: Map<string, string>): Map<string, string> {
  const known = [...states].filter(([key, state]) => state !== KEPT_NORMAL || before.has(key));
  return new Map(known.map(([key, state]) => [key, state === KEPT_NORMAL ? 'Normal' : state]));
}

function labelsOf(labels: Record<string, string>): string {
  const own = Object.entries(labels).filter(([name]) => !/^(__|alertname|grafana_folder|severity$)/.test(name));
  return `{${own.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
}

function sentence({ rule, status, labels }: Notified): string {
  return `${status} ${rule} ${labelsOf(labels)}`;
}

function since(began: number, at: number): string {
  return `+${((at - began) / 1000).toFixed(0)} s`;
}
