/** Messages of Grafana's protocol with anything in their fields. */
import fc from 'fast-check';
import type {
  DataQuery,
  PluginContext,
  QueryDataRequest,
  User,
} from '../../../src/backend/grafana/generated/pluginv2.ts';
import { QUERY_TYPES, type QueryType } from '../../../src/shared/queryTypes.ts';
import { mutated, mutations, oddText, oddValue, textOfJson } from '../../fuzz/arbitraries.ts';
import { modelOf } from '../../fuzz/models.ts';

const TYPES = Object.keys(QUERY_TYPES) as QueryType[];
const MOST = 2n ** 63n - 1n;
const LEAST = -(2n ** 63n);
/** The last moment that a `Date` can be. */
const LAST_DATE = 8_640_000_000_000_000n;

/** What fits into an int64: sizes, counts and moments, the impossible ones above all. */
export const int64 = fc.oneof(
  fc.constantFrom(0n, 1n, -1n, 100n, 1_000n, 60_000n, MOST, LEAST, LAST_DATE, LAST_DATE + 1n, -LAST_DATE - 1n),
  fc.integer({ min: -86_400_000, max: 86_400_000 }).map((away) => BigInt(Date.now() + away)),
  fc.bigInt({ min: LEAST, max: MOST }),
);

const bytesOf = (text: string): Buffer => Buffer.from(text);

/** Bytes where JSON is expected. */
export const oddBytes = fc.oneof(
  { weight: 3, arbitrary: oddValue.map((value) => bytesOf(textOfJson(value))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('', ' ', '{', '{}', '[', 'null', 'NaN', '\ufeff{}', '{"queryType":"customers"}}', '"\\ud800"')
      .map(bytesOf),
  },
);

/** A query's JSON: a good one with some places spoiled, or none at all. */
export const queryJson = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom(...TYPES), mutations).map(([type, changes]) => {
      return bytesOf(mutated(modelOf(type), changes));
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom(...TYPES).map((type) => bytesOf(JSON.stringify(modelOf(type)))) },
  { weight: 1, arbitrary: oddBytes },
);

const refId = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('A', 'B', 'C', '', 'A B', '__proto__', 'constructor') },
  { weight: 1, arbitrary: oddText },
);

export const dataQuery: fc.Arbitrary<DataQuery> = fc.record({
  refId,
  maxDataPoints: int64,
  intervalMS: int64,
  timeRange: fc.option(fc.record({ fromEpochMS: int64, toEpochMS: int64 }), { nil: undefined, freq: 8 }),
  json: queryJson,
  queryType: fc.oneof(fc.constant(''), oddText),
});

const HEADERS = ['FromAlert', 'http_FromAlert', 'Authorization', 'Cookie', 'X-Id-Token', 'Content-Type', 'http_', ''];
const headerName = fc.oneof(fc.constantFrom(...HEADERS), oddText);
export const headers = fc.dictionary(headerName, fc.oneof(fc.constantFrom('true', 'false'), oddText), { maxKeys: 4 });

export const user: fc.Arbitrary<User | undefined> = fc.option(
  fc.record({
    login: fc.oneof(fc.constantFrom('ada', ''), oddText),
    name: oddText,
    email: oddText,
    role: fc.oneof(fc.constantFrom('Admin', 'Editor', 'Viewer', 'None', ''), oddText),
  }),
  { nil: undefined },
);

/** A change of the context that Grafana sends along; `data source` stays as it is where the caller says so. */
export const contextChange: fc.Arbitrary<Partial<PluginContext> | null> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ user }) },
  {
    weight: 2,
    arbitrary: fc.record({
      user,
      userAgent: oddText,
      pluginId: oddText,
      pluginVersion: oddText,
      apiVersion: oddText,
      grafanaConfig: fc.dictionary(fc.oneof(fc.constant('GF_APP_URL'), oddText), oddText, { maxKeys: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ dataSourceInstanceSettings: undefined }) },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** All of a request but whom it is for. */
export const queryRequest: fc.Arbitrary<Omit<QueryDataRequest, 'pluginContext'>> = fc.record({
  headers,
  queries: fc.array(dataQuery, { maxLength: 6 }),
  format: fc.constantFrom(0, 0, 1, 2, -1, 2 ** 31 - 1) as fc.Arbitrary<QueryDataRequest['format']>,
});

/** Of a data source of its own, and without secrets: a byte more or less makes a name of what was a secret. */
export const SPOILED = { uid: 'spoiled', jsonData: { credentials: [], partner: { enabled: true } } };

/** A message with some of its bytes changed, left out or put in: what no encoder writes. */
export function spoiled(message: Uint8Array, places: readonly [at: number, byte: number, how: number][]): Buffer {
  const bytes = [...message];
  for (const [at, byte, how] of places) {
    bytes.splice(at % (bytes.length + 1), how % 2, ...(how < 2 ? [byte] : []));
  }
  return Buffer.from(bytes);
}
export const spoils = fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.nat(2)), { minLength: 1, maxLength: 8 });
