import { chosenOptions, learn, menuOptions, unknownValues } from './optionList.ts';

const PAGE = { options: [{ text: 'Contoso', value: 'ID-1' }], total: 1 };

describe('menuOptions', () => {
  it('should put variables first and say how much is left', () => {
    const menu = menuOptions({ ...PAGE, total: 1201 }, ['$customer', '$other'], 'c');
    expect(menu.map(({ label, isDisabled }) => [label, Boolean(isDisabled)])).toEqual([
      ['$customer', false],
      ['Contoso', false],
      ['1,200 more: type to narrow the list', true],
    ]);
  });

  it('should narrow what it has while the server is asked', () => {
    expect(menuOptions(PAGE, [], 'fab')).toEqual([]);
    expect(menuOptions(PAGE, [], 'id-1').map(({ label }) => label)).toEqual(['Contoso']);
  });
});

describe('chosen values', () => {
  it('should be looked up unless they are variables or known', () => {
    const known = learn(new Map(), PAGE);
    expect(unknownValues(['id-1', '$customer', '${x}', 'All', 'gone'], known)).toEqual(['gone']);
  });

  it('should show names, and stay when they are gone', () => {
    const known = learn(learn(new Map(), PAGE), { options: [], total: 0 }, ['gone']);
    expect(chosenOptions(['id-1', 'gone', '$v'], known).map(({ label }) => label)).toEqual([
      'Contoso',
      'Not found: gone',
      '$v',
    ]);
  });

  it('should say which variables the dashboard has not', () => {
    const shown = chosenOptions(['$here', '${gone:raw}', '$__from', 'env=$gone'], new Map(), ['$here']);
    expect(shown.map(({ label }) => label)).toEqual([
      '$here',
      'No such variable: ${gone:raw}',
      '$__from',
      'No such variable: env=$gone',
    ]);
  });

  it('should be found by name as well as by id, and not be called gone when the answer was cut', () => {
    const known = learn(learn(new Map(), PAGE, ['contoso']), { options: [], total: 5 }, ['late']);
    expect(chosenOptions(['contoso', 'late'], known).map(({ label }) => label)).toEqual(['contoso', 'late']);
  });
});
