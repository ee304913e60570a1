import { baselineProblem } from './coverageBaseline.ts';
import { DEFAULT_BASELINE } from './monitoring.ts';

describe('a coverage baseline', () => {
  it('should be resource types with kinds of alert rules', () => {
    expect(baselineProblem(DEFAULT_BASELINE)).toBeUndefined();
    expect(baselineProblem({})).toBeUndefined();
    expect(baselineProblem({ 'microsoft.web/sites': 'any' })).toBeUndefined();
  });

  it.each<[unknown, string]>([
    [[], 'not a JSON object'],
    ['x', 'not a JSON object'],
    [{ vm: ['metric'] }, "names 'vm', which is no resource type"],
    [{ 'Microsoft.Web/sites': ['metrics'] }, 'must be a list of some of: any, metric'],
    [{ 'Microsoft.Web/sites': [] }, 'must be a list of some of'],
    [{ 'Microsoft.Web/sites': ['serviceHealth'] }, 'see Microsoft.Web/sites'],
    [{ 'Microsoft.Resources/subscriptions': ['metric'] }, 'see Microsoft.Resources/subscriptions'],
  ])('should be told from %j', (value, sentence) => {
    expect(baselineProblem(value)).toMatch(sentence);
  });
});
