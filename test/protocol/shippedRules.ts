/** What the shipped alert rules ask, asked as Grafana asks it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { DataResponse } from '../../src/backend/grafana/generated/pluginv2.ts';
import { decodeFrames, rowsOf } from './frames.ts';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';

interface Rule {
  title: string;
  data: [{ relativeTimeRange: { from: number; to: number }; model: { queryType: string } }];
}

const FILE = path.resolve(__dirname, '../../provisioning/alerting/azurecsp.yaml');
const { groups } = parse(readFileSync(FILE, 'utf8')) as { groups: { name: string; rules: Rule[] }[] };
const RULES = groups.flatMap(({ rules }) => rules);

/** Titles of the rules on what goes on in Azure: what they answer has nothing to do with how the reading goes. */
export const ON_AZURE: readonly string[] = (groups[0]?.rules ?? []).map(({ title }) => title);

/** The value of each series, by its labels; a sentence where the answer was an error. */
export type Answer = ReadonlyMap<string, number | null> | string;
/** By the rule's title. */
export type Answers = ReadonlyMap<string, Answer>;

/** As Grafana's scheduler asks, which has a name and the role of an administrator. A plugin that is gone answers errors. */
export async function askRules(plugin: PluginProcess, settings: Settings): Promise<Answers> {
  const now = Date.now();
  const queries = RULES.map(({ title, data: [{ model, relativeTimeRange }] }) => ({
    refId: title,
    model: { ...model, refId: title },
    from: now - relativeTimeRange.from * 1000,
    to: now - relativeTimeRange.to * 1000,
  }));
  const user = { login: 'grafana_scheduler', role: 'Admin' };
  const asked = plugin.queryData({ settings, queries, user, headers: { FromAlert: 'true' }, timeoutMs: 10_000 });
  const answers = await asked.then(
    ({ responses }) => RULES.map(({ title }) => [title, valuesOf(responses[title])] as const),
    (error: Error) => RULES.map(({ title }) => [title, error.message] as const),
  );
  return new Map(answers);
}

function valuesOf(response: DataResponse | undefined): Answer {
  if (!response || response.error !== '') {
    return response?.error ?? 'There is no answer.';
  }
  const [frame] = decodeFrames(response);
  const values = new Map<string, number | null>();
  const number = frame?.fields.find(({ type }) => type === 'number')?.name ?? '';
  for (const { [number]: value, ...labels } of frame ? rowsOf(frame) : []) {
    values.set(JSON.stringify(labels), value as number | null);
  }
  return values;
}

/**
 * What is wrong with answers, beside those of the same world when nothing was broken: series that came or went, and
 * values that are better than they were. An error is not: Grafana keeps what it knows.
 */
export function wrongsOf(answers: Answers, quiet: Answers): string[] {
  return [...answers].flatMap(([title, answer]) => {
    const before = quiet.get(title);
    if (typeof answer === 'string' || typeof before !== 'object') {
      return [];
    }
    return [...new Set([...before.keys(), ...answer.keys()])].flatMap((series) => {
      // A series without a value, of a customer that can't be read, tells nobody anything: it is as good as none.
      const [was = null, is = null] = [before.get(series), answer.get(series)];
      const worse = was !== null && is !== null && is > was;
      return was === is || (worse && !ON_AZURE.includes(title)) ? [] : [`${title} ${series}: ${was} -> ${is}`];
    });
  });
}

/** Titles of rules that have a series with a worse value than before. */
export function worseOf(answers: Answers, quiet: Answers): string[] {
  return [...answers].flatMap(([title, answer]) => {
    const before = quiet.get(title);
    const both = typeof answer === 'object' && typeof before === 'object';
    return both && [...answer].some(([series, value]) => (value ?? 0) > (before.get(series) ?? 0)) ? [title] : [];
  });
}
