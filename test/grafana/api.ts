import type { CspQuery } from '../../src/shared/query.ts';

/** A frame as `/api/ds/query` answers it. */
export interface FrameJson {
  schema: {
    name?: string;
    refId?: string;
    meta?: { type?: string; typeVersion?: number[]; notices?: Array<{ severity: string; text: string }> };
    fields: Array<{ name: string; type: string; config?: Record<string, unknown>; labels?: Record<string, string> }>;
  };
  data: { values: unknown[][] };
}

/** What `/api/ds/query` answers, by refId. */
export interface QueryAnswer {
  results: Record<string, { status?: number; error?: string; frames?: FrameJson[] }>;
}

export interface RuleState {
  name: string;
  /** `inactive`, `pending`, `firing`. */
  state: string;
  health: string;
  lastError?: string;
  lastEvaluation: string;
  alerts?: Array<{ labels: Record<string, string>; state: string }>;
}

/** Headers of somebody who signs in with every request. */
export function basicAuth(login: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` };
}

/** Headers of somebody who has signed in, as a browser sends them: quicker than a password with every request. */
export async function signIn(url: string, login: string, password: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: login, password }),
  });
  if (!answer.ok) {
    throw new Error(`Signing in as ${login} answered ${answer.status}: ${await answer.text()}`);
  }
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  };
}

/** Grafana's HTTP API, as far as the tests use it. */
export class GrafanaApi {
  readonly url: string;
  /** Who asks; nothing: somebody who did not sign in. */
  readonly identity: Readonly<Record<string, string>>;

  constructor(url: string, identity: Readonly<Record<string, string>> = {}) {
    this.url = url;
    this.identity = identity;
  }

  /** The same Grafana, asked by somebody else. */
  as(identity: Readonly<Record<string, string>>): GrafanaApi {
    return new GrafanaApi(this.url, identity);
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...this.identity },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json().catch(() => undefined)) as T };
  }

  /** Time range of all queries, as Grafana's API takes it. */
  range = { from: 'now-1h', to: 'now' };

  /** Runs one query and answers its first frame; throws the query's error. */
  async query(query: CspQuery & Record<string, unknown>, datasourceUid = 'azurecsp'): Promise<FrameJson> {
    const { body } = await this.call<QueryAnswer>('POST', '/api/ds/query', {
      ...this.range,
      queries: [{ refId: 'A', datasource: { uid: datasourceUid }, ...query }],
    });
    const result = body.results?.['A'];
    const [frame] = result?.frames ?? [];
    if (!result || result.error || !frame) {
      throw new Error(`${query.queryType}: ${result?.error ?? JSON.stringify(body).slice(0, 300)}`);
    }
    return frame;
  }

  async rules(): Promise<RuleState[]> {
    const { body } = await this.call<{ data: { groups: Array<{ rules: RuleState[] }> } }>(
      'GET',
      '/api/prometheus/grafana/api/v1/rules',
    );
    return body.data.groups.flatMap((group) => group.rules);
  }

  async rule(title: string): Promise<RuleState | undefined> {
    return (await this.rules()).find((rule) => rule.name === title);
  }
}

/** Rows of a frame as objects. */
export function rows(frame: FrameJson): Array<Record<string, unknown>> {
  const { fields } = frame.schema;
  const length = frame.data.values[0]?.length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(fields.map((field, column) => [field.name, frame.data.values[column]?.[row]])),
  );
}
