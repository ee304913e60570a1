import { readAvailability, readMetric, readRollup } from './inputs.ts';
import { readQuery } from './readQuery.ts';

const ROLLUP = { policy: 'percentage', percentage: 60, byType: { 'Microsoft.Web/sites': { policy: 'bestOf' } } };

it.each<[object, string | undefined]>([
  [{ queryType: 'healthSummary', rollup: ROLLUP }, undefined],
  [{ queryType: 'healthSummary', rollup: 'best' }, 'The rollup is not an object.'],
  [{ queryType: 'healthSummary', rollup: { policy: 'most' } }, 'The rollup has the policy “most”'],
  [{ queryType: 'healthSummary', rollup: { percentage: 0 } }, 'The rollup has the percentage “0”'],
  [{ queryType: 'healthSummary', rollup: { byType: { x: null } } }, 'The rollup of x names no policy.'],
  [{ queryType: 'healthSummary', rollup: { byType: { x: 60 } } }, 'The rollup of x names no policy.'],
  [{ queryType: 'healthSummary', rollup: { byType: ['x'] } }, 'The policies of types are not an object.'],
  [{ queryType: 'healthSummary', rollup: { unreadMembers: 'lost' } }, 'Unread members “lost” is none of'],
  [{ queryType: 'availability', availability: 'all' }, 'What availability leaves out is not an object.'],
  [{ queryType: 'metrics', metric: { name: 'x', dimensions: [{ name: 'y', values: ['z'] }] } }, undefined],
  [{ queryType: 'metrics', metric: 'cpu' }, 'The metric is not an object.'],
  [{ queryType: 'metrics', metric: { name: 5 } }, 'Metric “5” is not a name.'],
  [{ queryType: 'metrics', metric: { name: 'x', dimensions: [null] } }, 'The dimensions of the metric are not a list'],
  [{ queryType: 'resourceGraph', kql: ['resources'] }, 'The query in Kusto is not a text.'],
  [{ queryType: 'incidents', statelessHours: 'many' }, 'Hours of stateless alerts “many” is not a number'],
  [{ queryType: 'coverage', baseline: { x: 1 } }, 'The coverage baseline names'],
  // Another type's input is nothing to this one.
  [{ queryType: 'customers', rollup: 'best', kql: 5 }, undefined],
])('%j is said to be wrong: %s', (query, problem) => {
  const { problems } = readQuery(query);
  expect(problems).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
});

it('should read what can be read of an input', () => {
  const byType = { ...ROLLUP.byType, x: null, y: { policy: 'most' } };
  expect(readRollup({ rollup: { ...ROLLUP, byType, note: 'mine' } })).toEqual({ ...ROLLUP, note: 'mine' });
  const dimensions = [null, { name: 'y', values: 'z' }, { name: 'z' }];
  expect(readMetric({ metric: { name: 'x', dimensions } })).toEqual({ name: 'x', dimensions: [{ name: 'z' }] });
});

it.each([undefined, null, 5, 'text', [], [null]])('should read %j as nothing', (odd) => {
  expect(readRollup({ rollup: odd })).toEqual({});
  expect(readAvailability({ availability: odd })).toEqual({});
  expect(readMetric({ metric: odd })).toEqual({ name: '' });
});
