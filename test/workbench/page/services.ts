import type { DataSourceInstanceSettings, ScopedVars, TypedVariableModel } from '@grafana/data';
import {
  setBackendSrv,
  setDataSourceSrv,
  setEchoSrv,
  setGrafanaLiveSrv,
  setTemplateSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type DataSourceSrv,
  type EchoSrv,
  type FetchResponse,
  type TemplateSrv,
} from '@grafana/runtime';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { liveService } from './liveService.ts';
import { staleAnswer } from './staleAnswer.ts';
import type { Condition } from './state.ts';

/** A dashboard variable of several values, as the bar above the query holds it. */
export interface Variable {
  name: string;
  /** Chosen values; none means all. */
  chosen: string[];
  options: Array<{ text: string; value: string }>;
}

const SLOW_MS = 2_500;
let condition: Condition | undefined;

const variables = new Map<string, Variable>();

export function setVariable(variable: Variable): void {
  variables.set(variable.name, variable);
}

/** Gives @grafana/runtime the services that a Grafana would: requests, the one data source, dashboard variables. */
export function installServices(settings: DataSourceInstanceSettings, between?: Condition): void {
  condition = between;
  setBackendSrv(backend as unknown as BackendSrv);
  setGrafanaLiveSrv(liveService);
  setTemplateSrv(templates as unknown as TemplateSrv);
  setDataSourceSrv({
    get: () => Promise.reject(new Error('Only one data source lives here')),
    getList: () => [settings],
    getInstanceSettings: () => settings,
    reload: () => undefined,
  } as unknown as DataSourceSrv);
  setEchoSrv({ addEvent: () => undefined, addBackend: () => undefined, flush: () => undefined } as unknown as EchoSrv);
}

const backend = {
  fetch: <T>(request: BackendSrvRequest): Observable<FetchResponse<T>> => from(send<T>(request)),
  datasourceRequest: <T>(request: BackendSrvRequest) => send<T>(request),
  get: async <T>(url: string, params?: BackendSrvRequest['params']) =>
    (await lastValueFrom(backend.fetch<T>({ url, params }))).data,
  put: async <T>(url: string, data: unknown) =>
    (await lastValueFrom(backend.fetch<T>({ url, method: 'PUT', data }))).data,
};

/** One request; anything but success is thrown in the shape of Grafana's FetchError. */
async function send<T>({ url, method = 'GET', params, data, headers }: BackendSrvRequest): Promise<FetchResponse<T>> {
  const query = new URLSearchParams(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]));
  const address = `${url.startsWith('/') ? url : `/${url}`}${query.size > 0 ? `${url.includes('?') ? '&' : '?'}${query}` : ''}`;
  if (condition === 'slow') {
    await new Promise((done) => setTimeout(done, SLOW_MS));
  }
  if (condition === 'down') {
    // What Grafana answers when a plugin's process has gone.
    throw { status: 502, statusText: 'Bad Gateway', data: { message: 'Plugin unavailable' }, config: { url } };
  }
  const answer = await fetch(address, {
    method,
    headers: { ...(data === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: data === undefined ? undefined : JSON.stringify(data),
  });
  const text = await answer.text();
  const body = condition === 'stale' ? staleAnswer(parse(text)) : parse(text);
  const response = { data: body, status: answer.status, statusText: answer.statusText, ok: answer.ok, config: { url } };
  if (!answer.ok) {
    throw response;
  }
  return response as FetchResponse<T>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}

const REFERENCE = /\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)(?::\w+)?\]\]/g;

const templates = {
  getVariables: () => [...variables.values()].map(({ name }) => ({ name, type: 'query' }) as TypedVariableModel),
  containsTemplate: (text?: string) => (text ?? '').search(REFERENCE) >= 0,
  updateTimeRange: () => undefined,
  replace(text = '', scoped?: ScopedVars, format?: string | ((value: unknown) => string)): string {
    return text.replace(REFERENCE, (reference, ...names: string[]) => {
      const name = names.slice(0, 3).find(Boolean) ?? '';
      const variable = variables.get(name);
      const value = scoped?.[name]?.value ?? (variable && valueOf(variable));
      if (value === undefined) {
        return reference;
      }
      return typeof format === 'function' ? format(value) : String(value);
    });
  },
};

/** All chosen is the list of all options, as in Grafana. */
function valueOf({ chosen, options }: Variable): string[] {
  return chosen.length > 0 ? chosen : options.map(({ value }) => value);
}
