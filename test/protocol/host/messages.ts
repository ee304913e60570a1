import type { PluginContext, QueryDataRequest } from '../../../src/backend/grafana/generated/pluginv2.ts';
import type { CallOptions, Query } from './pluginProcess.ts';

/** A request for data as Grafana sends it. */
export function toQueryRequest(
  request: CallOptions & { queries: Query[]; format?: 'arrow' | 'json' },
): QueryDataRequest {
  return {
    pluginContext: toContext(request),
    headers: request.headers ?? {},
    format: request.format === 'json' ? 1 : 0,
    queries: request.queries.map((query) => ({
      refId: query.refId,
      maxDataPoints: BigInt(query.maxDataPoints ?? 1000),
      intervalMS: BigInt(query.intervalMs ?? 60_000),
      timeRange: {
        fromEpochMS: BigInt(query.from ?? 1_700_000_000_000),
        toEpochMS: BigInt(query.to ?? 1_700_003_600_000),
      },
      json: Buffer.from(query.bytes ?? JSON.stringify({ refId: query.refId, ...(query.model as object) })),
      queryType: query.queryType ?? '',
    })),
  };
}

/** Who asks, through which data source. */
export function toContext({ settings = {}, user, withoutDataSource, grafanaConfig }: CallOptions): PluginContext {
  return {
    orgId: BigInt(settings.orgId ?? 1),
    pluginId: 'cspwatch-azurecsp-datasource',
    user: user && {
      login: user.login,
      name: user.name ?? user.login,
      email: user.email ?? '',
      role: user.role ?? 'Viewer',
    },
    appInstanceSettings: undefined,
    dataSourceInstanceSettings: withoutDataSource
      ? undefined
      : {
          id: 1n,
          name: settings.name ?? 'Azure CSP',
          url: settings.url ?? '',
          user: '',
          database: '',
          basicAuthEnabled: false,
          basicAuthUser: '',
          jsonData: Buffer.from(settings.jsonDataBytes ?? JSON.stringify(settings.jsonData ?? {})),
          decryptedSecureJsonData: settings.secureJsonData ?? {},
          lastUpdatedMS: BigInt(settings.updated ?? 1_700_000_000_000),
          uid: settings.uid ?? 'azurecsp',
          apiVersion: '',
        },
    grafanaConfig: grafanaConfig ?? { GF_APP_URL: 'http://localhost:3000/' },
    pluginVersion: '',
    userAgent: 'Grafana/12.4.0 (linux; amd64)',
    apiVersion: '',
    namespace: settings.namespace ?? 'default',
  };
}

/** What Grafana sends about a channel of Live. */
export function toChannel(request: CallOptions & { path: string; data?: unknown }) {
  return {
    pluginContext: toContext(request),
    path: request.path,
    data: Buffer.from(request.data === undefined ? '' : JSON.stringify(request.data)),
    headers: request.headers ?? {},
  };
}
