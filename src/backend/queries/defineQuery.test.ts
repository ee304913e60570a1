import { InternedNames } from '../estate/segments/names.ts';
import { pendingPart } from '../estate/parts/partStatus.ts';
import { Picture } from '../estate/picture/picture.ts';
import { number, type Rows } from './columns/columns.ts';
import type { QueryContext } from './context.ts';
import { defineQuery } from './defineQuery.ts';
import { parseQuery } from './query.ts';

test('an alert rule over more rows than anyone can watch is refused, not cut', async () => {
  const handler = defineQuery<Rows>({
    select: (_query, _scope, reading) => ({ length: 100_001, reading }),
    columns: [number('healthValue', 'A number', (_, row) => row)],
    order: [],
    section: 'inventory',
    alerting: { labels: [], value: 'healthValue' },
    notices: () => [],
  });
  const picture = new Picture(new InternedNames());
  // Before the first read alert rules get no answer at all.
  const customers = pendingPart({ section: 'customers', tenantId: '', subscriptionId: '' }, 60_000);
  picture.setPart({ ...customers, outcome: 'ok', observedAt: 0 }, true);
  const snapshot = picture.snapshot();
  const query = parseQuery({ queryType: 'resources', format: 'alerting' }, false);
  const context = { snapshot, now: 0, signal: new AbortController().signal } as QueryContext;
  await expect(handler.run(query, context)).rejects.toThrow('would watch 100,001 rows here; the most is 100,000');
});
