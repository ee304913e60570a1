import { interpolateFilters, interpolateList, type Replace } from './interpolate.ts';

/** As Grafana's template service: hands every variable's value to the formatter. */
const replace: Replace = (text, format) =>
  text.replace(/\$(\w+)/g, (reference, name: string) => {
    const values: Record<string, unknown> = { one: 'a', many: ['a', 'b, c', '$&'], none: [], env: ['prod', 'test'] };
    return name in values ? format(values[name]) : reference;
  });

describe('interpolateList', () => {
  it('should make one entry of each value of a variable, whatever it contains', () => {
    expect(interpolateList(['$many'], replace)).toEqual(['a', 'b, c', '$&']);
  });

  it('should repeat the text around a variable for each of its values', () => {
    expect(interpolateList(['env=$env', '$one-$env'], replace)).toEqual(['env=prod', 'env=test', 'a-prod', 'a-test']);
  });

  it('should leave plain texts and unknown variables, and drop doubles', () => {
    expect(interpolateList(['x', '$nobody', '$one', 'a'], replace)).toEqual(['x', '$nobody', 'a']);
  });

  it('should make nothing of a variable without values', () => {
    expect(interpolateList(['$none'], replace)).toEqual([]);
  });
});

describe('interpolateFilters', () => {
  it('should pass on what is not a list of texts, for the backend to refuse', () => {
    const broken = { customer: 'Contoso', tenant: [1], location: ['$one'] } as never;
    expect(interpolateFilters(broken, replace)).toEqual({ customer: 'Contoso', tenant: [1], location: ['a'] });
    expect(interpolateFilters(undefined, replace)).toBeUndefined();
  });
});
