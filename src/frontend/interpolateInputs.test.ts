import { interpolateKql, interpolateMetric } from './interpolateInputs.ts';
import type { Replace } from './interpolate.ts';

const replacing =
  (variables: Record<string, unknown>): Replace =>
  (text, format) =>
    text.replace(/\$(\w+)/g, (whole, name: string) => (name in variables ? format(variables[name]) : whole));

test('variables in Kusto are values, whatever they hold', () => {
  const replace = replacing({ customer: ["O'Brien", 'Contoso'], name: `x' | take 1 //`, n: '5' });
  expect(interpolateKql("resources | where c in~ ($customer) and name has '$name' | take $n", replace)).toBe(
    String.raw`resources | where c in~ ('O\'Brien', 'Contoso') and name has 'x\' | take 1 //' | take 5`,
  );
  expect(interpolateKql('a | join (b) on $left.id == $right.id', replace)).toBe(
    'a | join (b) on $left.id == $right.id',
  );
  expect(interpolateKql(undefined, replace)).toBeUndefined();
});

test('variables name metrics and the values of their dimensions', () => {
  const replace = replacing({ metric: 'Transactions', api: ['GetBlob', 'PutBlob'] });
  const metric = {
    name: '$metric',
    namespace: 'x',
    dimensions: [{ name: 'ApiName', values: ['$api'] }, { name: 'Other' }],
  };
  expect(interpolateMetric(metric, replace)).toEqual({
    name: 'Transactions',
    namespace: 'x',
    dimensions: [{ name: 'ApiName', values: ['GetBlob', 'PutBlob'] }, { name: 'Other' }],
  });
  expect(interpolateMetric(undefined, replace)).toBeUndefined();
  // Nonsense passes through: the backend has the sentence for it.
  const odd = { name: 'x', dimensions: [null, { name: 'y', values: 'z' }, { name: 'z', values: [5] }] };
  expect(interpolateMetric(odd as never, replace)).toEqual(odd);
});
