import { byTypeText, readByType } from './rollupText.ts';

test('what was read is what was written', () => {
  const byType = {
    'Microsoft.Web/sites': { policy: 'bestOf' as const },
    'Microsoft.Compute/virtualMachines': { policy: 'percentage' as const, percentage: 60 },
  };
  expect(byTypeText(byType)).toBe('Microsoft.Web/sites=bestOf, Microsoft.Compute/virtualMachines=60');
  expect(readByType(byTypeText(byType))).toEqual({ byType });
});

test('nothing is nothing', () => {
  expect(readByType(' , ')).toEqual({ byType: undefined });
  expect(byTypeText(undefined)).toBe('');
});

test.each(['Microsoft.Web/sites', 'Microsoft.Web/sites=most', '=bestOf', 'a=0', 'a=101'])('%s is refused', (line) => {
  expect(readByType(line)).toHaveProperty('problem');
});
