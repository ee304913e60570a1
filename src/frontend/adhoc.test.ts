import { adHocKeys, adHocProblem, withAdHoc } from './adhoc.ts';

const equal = (key: string, value: string) => ({ key, operator: '=', value });

describe('ad-hoc filters', () => {
  it('should be those of the query types in use, or all', () => {
    expect(adHocKeys(['collectorStatus']).map(({ value }) => value)).toEqual(
      expect.arrayContaining(['customer', 'state']),
    );
    expect(adHocKeys(['collectorStatus']).map(({ value }) => value)).not.toContain('resource');
    expect(adHocKeys([]).map(({ value }) => value)).toEqual(expect.arrayContaining(['resource', 'severity', 'tag']));
  });

  it('should join the query’s own, and leave alone types that have no such filter', () => {
    expect(withAdHoc('resources', { tag: ['env'] }, [equal('customer', 'Contoso'), equal('moon', 'x')])).toEqual({
      tag: ['env'],
      customer: ['Contoso'],
    });
    expect(withAdHoc('customers', { customer: 'Contoso' } as never, [equal('customer', 'Contoso')])).toEqual({
      customer: 'Contoso',
    });
    expect(withAdHoc('customers', undefined, [equal('location', 'westeurope')])).toEqual({});
    const listed = { key: 'customer', operator: '=|', value: 'a', values: ['a', 'b'] };
    expect(withAdHoc('customers', { customer: ['All'] }, [listed])).toEqual({ customer: ['a', 'b'] });
  });

  it('should keep what both lists have, and say when that is nothing: an empty list would mean everything', () => {
    const own = { customer: ['Contoso', 'Fabrikam'] };
    expect(withAdHoc('customers', own, [equal('customer', 'contoso')])).toEqual({ customer: ['Contoso'] });
    expect(adHocProblem('customers', own, [equal('customer', 'contoso')])).toBeUndefined();
    expect(adHocProblem('customers', own, [equal('customer', 'Adatum')])).toMatch(/leaves nothing here/);
    expect(adHocProblem('customers', { customer: [] }, [equal('customer', 'Adatum')])).toBeUndefined();
  });

  it('should refuse operators that the data source has not', () => {
    expect(adHocProblem('customers', {}, [{ key: 'customer', operator: '!=', value: 'a' }])).toMatch(/by = only/);
  });
});
