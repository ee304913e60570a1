import fc from 'fast-check';
import type { GroupBy } from '../../../src/shared/query.ts';
import { QUERY_TYPES, type QueryType } from '../../../src/shared/queryTypes.ts';
import { GROUP_BY } from '../../../src/shared/grouping.ts';
import { HEALTH_STATES } from '../../../src/shared/health.ts';
import type { TreeNode, TreePage } from '../../../src/shared/tree.ts';
import { runs } from '../../fuzz/arbitraries.ts';
import { SUBJECTS, TENANTS } from '../../visibility/policy.ts';
import { Stage } from '../../visibility/stage.ts';
import { type Row, rowsOf, type Value } from '../estate.ts';

jest.setTimeout(120_000 * Number(process.env.FUZZ_FACTOR ?? 1));

let stage: Stage;
/** Every resource, as who may see everything is told. */
let everything: Row[];
beforeAll(async () => {
  stage = await Stage.open();
  everything = await ask('an administrator', { queryType: 'resources', limit: 100_000 });
});
afterAll(() => stage.estate.close());

async function ask(who: string, model: object): Promise<Row[]> {
  const [table] = await stage.query(SUBJECTS[who]!.caller, model);
  return rowsOf(table!);
}

const FILTERS: Record<string, (row: Row) => readonly Value[]> = {
  customer: (row) => [row['customer']!, row['customerId']!],
  tenant: (row) => [row['tenantId']!],
  subscription: (row) => [row['subscription']!, row['subscriptionId']!],
  resourceGroup: (row) => [row['resourceGroup']!],
  resource: (row) => [row['resource']!, row['resourceId']!],
  resourceType: (row) => [row['resourceType']!],
  location: (row) => [row['location']!],
  tag: (row) => [...String(row['tags'] ?? '').split(', '), ...tenantTags(row)],
  state: (row) => [row['healthState'] ?? 'NoHealth'],
};

function tenantTags({ tenantId }: Row): string[] {
  const tags = TENANTS.find((row) => row.tenantId === tenantId)?.tags ?? {};
  return Object.entries(tags).map(([name, value]) => `${name}=${value}`);
}

/** For each filter some of the values that rows have, spelled in other cases, or none. */
const filters = () =>
  fc.record(
    Object.fromEntries(
      Object.entries(FILTERS).map(([name, valuesOf]) => {
        const known = [...new Set(everything.flatMap(valuesOf))].filter(
          (value) => typeof value === 'string' && value !== '',
        ) as string[];
        const value = fc
          .constantFrom(...known)
          .chain((text) => fc.constantFrom(text, text.toLowerCase(), text.toUpperCase()));
        return [name, fc.array(value, { minLength: 1, maxLength: 4 })];
      }),
    ),
    { requiredKeys: [] },
  );
const asked = () =>
  filters().chain((all) =>
    fc
      .subarray(Object.keys(all), { maxLength: Math.min(3, Object.keys(all).length) })
      .map((names) => Object.fromEntries(names.map((name) => [name, all[name]!]))),
  );

const SCOPE = ['customer', 'tenant', 'subscription'];
const scopes = (queryType: QueryType) =>
  asked().map((all) => {
    const taken: readonly string[] = QUERY_TYPES[queryType].filters;
    return Object.fromEntries(Object.entries(all).filter(([name]) => SCOPE.includes(name) && taken.includes(name)));
  });

function keeps(row: Row, chosen: Record<string, readonly string[]>): boolean {
  return Object.entries(chosen).every(([name, values]) => {
    const own = FILTERS[name]!(row).map((value) => String(value).toLowerCase());
    return values.some((value) => own.includes(value.toLowerCase()));
  });
}

const subjects = fc.constantFrom(
  ...Object.keys(SUBJECTS).filter((who) => !SUBJECTS[who]!.caller.fromAlert && SUBJECTS[who]!.sees?.length !== 0),
);
/** What somebody is shown of everything, with the filters applied by hand. */
const expected = (who: string, chosen: Record<string, readonly string[]>): Row[] => {
  const { sees } = SUBJECTS[who]!;
  return everything.filter((row) => (sees === null || sees.includes(String(row['tenantId']))) && keeps(row, chosen));
};
const idsOf = (rows: readonly Row[]) => rows.map(({ resourceId }) => String(resourceId)).sort();

test('rows are those of everything that the filters and the policy leave, and a limit cuts off the end of them', async () => {
  await fc.assert(
    fc.asyncProperty(asked(), subjects, fc.integer({ min: 1, max: 40 }), async (chosen, who, limit) => {
      const model = { queryType: 'resources', filters: chosen };
      const rows = await ask(who, model);
      expect(idsOf(rows)).toEqual(idsOf(expected(who, chosen)));
      expect(await ask(who, { ...model, limit })).toEqual(rows.slice(0, limit));
    }),
    runs(40),
  );
});

const COUNTED = [
  ...HEALTH_STATES.map((state) => [state.charAt(0).toLowerCase() + state.slice(1), state] as const),
  ['withoutHealth', null] as const,
];
const BY: Record<GroupBy, readonly string[]> = {
  customer: ['customerId'],
  tenant: ['tenantId'],
  subscription: ['subscriptionId'],
  resourceGroup: ['subscriptionId', 'resourceGroup'],
  resourceType: ['resourceType'],
  location: ['location'],
};
function counts(rows: readonly Row[], by: readonly string[]): Record<string, number[]> {
  const groups: Record<string, number[]> = {};
  for (const row of rows) {
    const key = by.map((name) => String(row[name]).toLowerCase()).join(' ');
    const own = (groups[key] ??= [0, ...COUNTED.map(() => 0)]);
    own[0]! += 1;
    own[1 + COUNTED.findIndex(([, state]) => state === row['healthState'])]! += 1;
  }
  return groups;
}

test.each(GROUP_BY)('a summary by %s counts the rows', async (groupBy) => {
  await fc.assert(
    fc.asyncProperty(asked(), subjects, async (chosen, who) => {
      const summary = await ask(who, { queryType: 'healthSummary', groupBy, filters: chosen });
      const counted = Object.fromEntries(
        summary
          .filter(({ resources }) => resources !== 0)
          .map((row) => [
            BY[groupBy].map((name) => String(row[name]).toLowerCase()).join(' '),
            [row['resources'], ...COUNTED.map(([name]) => row[name])],
          ]),
      );
      expect(counted).toEqual(counts(expected(who, chosen), BY[groupBy]));
    }),
    runs(40),
  );
});

const TABLES = { customers: 'customerId', tenants: 'tenantId', subscriptions: 'subscriptionId' } as const;

test.each(Object.entries(TABLES))('the table %s counts the rows', async (queryType, id) => {
  await fc.assert(
    fc.asyncProperty(scopes(queryType as QueryType), subjects, async (chosen, who) => {
      const table = await ask(who, { queryType, filters: chosen });
      const counted = table.filter(({ resources }) => resources !== 0).map((row) => [row[id], row['resources']]);
      const rows = Object.entries(counts(expected(who, chosen), [id])).map(([key, [resources]]) => [key, resources]);
      expect(counted.sort()).toEqual(rows.sort());
    }),
    runs(40),
  );
});

const LISTED = {
  customer: 'customerId',
  tenant: 'tenantId',
  subscription: 'subscriptionId',
  resource: 'resourceId',
  resourceType: 'resourceType',
  location: 'location',
};

test.each(Object.entries(LISTED))('choices of %s are the values of the rows', async (kind, column) => {
  await fc.assert(
    fc.asyncProperty(asked(), subjects, async ({ [kind]: _, state: __, ...chosen }, who) => {
      const query = { kind, scope: JSON.stringify(chosen), limit: '10000' };
      const { text } = await stage.route(SUBJECTS[who]!.caller, { path: 'options', method: 'GET', query });
      const { options } = JSON.parse(text) as { options: Array<{ value: string }> };
      const values = [...new Set(expected(who, chosen).map((row) => row[column]))];
      const listed = options.map(({ value }) => value);
      if (['customer', 'tenant', 'subscription'].includes(kind)) {
        expect(listed).toEqual(expect.arrayContaining(values));
      } else {
        const lower = (all: readonly unknown[]) => [...new Set(all.map((value) => String(value).toLowerCase()))].sort();
        expect(lower(listed)).toEqual(lower(values));
      }
    }),
    runs(60),
  );
});

test.each(Object.keys(SUBJECTS).filter((who) => !SUBJECTS[who]!.caller.fromAlert && SUBJECTS[who]!.sees?.length !== 0))(
  'the tree of %s has each of its resources once, and each node the worst state below it',
  async (who) => {
    const nodes = async (parent: string): Promise<TreeNode[]> => {
      const { text } = await stage.route(SUBJECTS[who]!.caller, {
        path: 'tree',
        method: 'GET',
        query: { parent, limit: '1000' },
      });
      return (JSON.parse(text) as TreePage).nodes;
    };
    const rows = expected(who, {});
    const walk = async (parent: string): Promise<string[]> => {
      const found = await Promise.all(
        (await nodes(parent)).map(async ({ kind, id, hasChildren, healthValue }) => {
          const below = kind === 'resource' ? [id] : await walk(`${kind}:${id}`);
          const values = rows
            .filter(({ resourceId }) => below.includes(String(resourceId)))
            .map((row) => row['healthValue'] as number | null);
          const worst = values.reduce((a, b) => (b === null || (a !== null && a >= b) ? a : b), null);
          expect([id, healthValue, hasChildren]).toEqual([
            id,
            worst,
            kind !== 'resource' && (below.length > 0 || hasChildren),
          ]);
          return below;
        }),
      );
      return found.flat();
    };
    expect((await walk('')).sort()).toEqual(idsOf(rows));
  },
);
