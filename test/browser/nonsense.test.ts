import type { Page } from 'playwright-core';
import { ENDS } from '../workbench/indexPage.ts';
import { startStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

const ODD: unknown[] = [
  null,
  5,
  '',
  'text',
  true,
  [],
  {},
  [null],
  [{ name: 7 }],
  { x: null },
  { name: {}, policy: 'x' },
];
/** Those with parts of the editor of their own, and one without. */
const TYPES = [
  'resources',
  'healthSummary',
  'availability',
  'incidents',
  'coverage',
  'metrics',
  'resourceGraph',
  'moon',
];
const PARTS = [
  'filters',
  'groupBy',
  'sort',
  'limit',
  'format',
  'live',
  'metric',
  'kql',
  'availability',
  'rollup',
  'statelessHours',
  'baseline',
];
const all = (names: readonly string[], value: unknown) => Object.fromEntries(names.map((name) => [name, value]));

const QUERIES: unknown[] = [
  ...TYPES.flatMap((queryType) => ODD.map((odd) => ({ refId: 'A', queryType, ...all(PARTS, odd) }))),
  { refId: 'A', queryType: 'resources', filters: all(['customer', 'state', 'tag', 'resource'], [null, 5, {}]) },
  {
    refId: 'A',
    queryType: 'healthSummary',
    rollup: { byType: { 'Microsoft.Web/sites': null, x: 7, y: { policy: 1 } } },
  },
  {
    refId: 'A',
    queryType: 'metrics',
    metric: { name: 'x', dimensions: [null, { name: 'y', values: 'z' }, { name: 'z' }] },
  },
  { refId: 'A', queryType: 'metrics', metric: { name: 'x', aggregation: {}, interval: [], namespace: 3, top: 'many' } },
];
const VARIABLES: unknown[] = [
  ...ODD,
  ...ODD.map((odd) => ({ refId: 'v', kind: odd, scope: odd, order: odd, query: odd })),
  ...ODD.map((odd) => ({ refId: 'v', kind: 'resource', scope: all(['customer', 'state', 'moon'], odd) })),
];
const ANNOTATIONS: unknown[] = [
  ...ODD.map((odd) => ({ refId: 'Anno', queryType: odd, filters: odd })),
  ...ODD.map((odd) => ({ refId: 'Anno', queryType: 'changes', filters: { state: odd } })),
];

describe.each(ENDS)('saved nonsense on Grafana %s', (end) => {
  it.each([
    ['query', 'azure-csp-query-editor', { still: '1' }, QUERIES],
    ['variable', 'azure-csp-variable-editor', { tab: 'variables' }, VARIABLES],
    ['annotation', 'azure-csp-annotation-editor', { tab: 'annotations' }, ANNOTATIONS],
  ])('should open in the %s editor and stay as it is', async (what, editor, given, odd) => {
    const { page, errors } = await stage.open(end, given as Record<string, string>);
    await page.getByTestId(editor).waitFor();
    await expect(firstLost(page, what, editor, odd)).resolves.toBeUndefined();
    // The backend refuses them, which the browser logs.
    expect(errors.filter((text) => !text.includes('/api/'))).toEqual([]);
    await page.close();
  });
});

/** Shows one after the other; the first after which the editor was gone, or something else was saved. */
async function firstLost(page: Page, what: string, editor: string, odd: unknown[]): Promise<string | undefined> {
  for (const detail of odd) {
    await page.evaluate(([name, saved]) => dispatchEvent(new CustomEvent(`workbench:${name}`, { detail: saved })), [
      what,
      detail,
    ] as const);
    const kept = await page
      .waitForFunction(
        ([name, id, text]) => {
          const saved = document.querySelector(`[data-testid=saved-${name}]`)?.textContent ?? '';
          const target = name === 'annotation' ? JSON.stringify(JSON.parse(saved || '{}').target) : saved;
          return target === text && document.querySelector(`[data-testid=${id}]`) !== null;
        },
        [what, editor, JSON.stringify(detail)] as const,
      )
      .then(
        () => true,
        () => false,
      );
    if (!kept) {
      return JSON.stringify(detail);
    }
  }
  return undefined;
}
