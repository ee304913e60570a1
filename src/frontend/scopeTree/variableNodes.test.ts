import { NOTHING } from './selection.ts';
import { variableNodes } from './variableNodes.ts';

it('should offer variables that list a level or are named after one, and those in use', () => {
  const variables = [
    { name: 'who', query: { kind: 'customer' } },
    { name: 'Subscription' },
    { name: 'interval', query: '1m' },
    { name: 'place', query: { kind: 'location' } },
  ];
  expect(variableNodes(variables, { ...NOTHING, variables: { customer: ['$who', '${old}'] } })).toEqual([
    { kind: 'customer', name: '$who' },
    { kind: 'subscription', name: '$Subscription' },
    { kind: 'customer', name: '${old}' },
  ]);
});
