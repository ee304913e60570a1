/** Calls of the plugin's routes with anything in them. */
import fc from 'fast-check';
import { ROUTE_METHODS } from '../../../src/backend/queries/routes/routes.ts';
import { mutated, mutations, oddText, oddValue, textOfJson } from '../../fuzz/arbitraries.ts';
import { SMALL, SMALL_ALERTS } from '../../simulator/world/smallIds.ts';
import { headers, oddBytes } from './messages.ts';

export const NAMES = [...ROUTE_METHODS.keys()];

/** A route as somebody could write it who hopes that two readers of a path differ. */
const path = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.constantFrom(
          '//',
          '/./',
          '/',
          '%2f',
          '%2F..%2f',
          '..',
          '/../',
          '?',
          '#',
          ';a=b',
          '\\',
          '%00',
          '\0',
          ' ',
          '%',
        ),
        fc.nat(3),
      )
      .map(([name, odd, where]) => {
        return [`${odd}${name}`, `${name}${odd}`, name.replace('/', odd), `x/${odd}/${name}`][where] ?? name;
      }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES).map((name) => name.toUpperCase()) },
  { weight: 2, arbitrary: oddText },
);

const PARAMETERS = [
  ...['parent', 'after', 'search', 'limit', 'kind', 'scope', 'queryType', 'namespace', 'metric', 'dimension', 'id'],
  ...['from', 'to', 'customer', 'attempt', 'code', 'state', 'error', 'error_description', 'session_state'],
];
export const query = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom(...PARAMETERS),
          fc.oneof(
            oddText,
            oddValue.map((value) => textOfJson(value)),
          ),
        ),
        { maxLength: 4 },
      )
      .map((pairs) => `?${new URLSearchParams(pairs).toString()}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '?', '?%', '?%zz=%', '??', '?a=b=c&&&=', '?limit=1&limit=2', '?scope=%7B%22a', '#'),
  },
  { weight: 1, arbitrary: oddText },
);

/** What routes that change something take. Nothing in it changes the world of the simulator. */
const BODY = {
  id: SMALL_ALERTS.failedOrders,
  state: 'Acknowledged',
  comment: 'seen',
  credential: 'direct',
  appUrl: 'https://grafana.example.com/noc',
  tenantId: SMALL.contoso,
};
export const body = fc.oneof(
  { weight: 4, arbitrary: mutations.map((changes) => Buffer.from(mutated(BODY, changes))) },
  { weight: 1, arbitrary: oddBytes },
);

export const request = fc.record({
  path,
  query,
  method: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('GET', 'POST') },
    { weight: 1, arbitrary: fc.constantFrom('', 'get', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE') },
    { weight: 1, arbitrary: oddText },
  ),
  body,
  headers: headers.map((pairs) =>
    Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, { values: [value, value] }])),
  ),
});
