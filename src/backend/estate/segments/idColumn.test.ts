import { finishIds, nastyIds } from '../../../../test/estate/ids.ts';
import { resourceId, seeded, SUBSCRIPTION } from '../../../../test/estate/rows.ts';
import { restoreIds } from './idColumn.ts';
import { NO_ROW } from '../model/segments.ts';

describe('IdColumn', () => {
  it('gives back every id as it came, odd ones too', () => {
    const ids = nastyIds();
    const column = finishIds(ids);
    expect(ids.map((_, row) => column.id(row))).toEqual(ids);
  });

  it('finds each id in any case, and none that is not there', () => {
    const random = seeded(7);
    const ids = Array.from({ length: 3000 }, (_, index) => resourceId(`vm-${Math.floor(random() * 1e9)}-${index}`));
    const column = finishIds(ids);
    ids.forEach((id, row) => {
      expect(column.find(row % 2 ? id.toUpperCase() : `${id}/`)).toBe(row);
    });
    expect(column.find(resourceId('vm-none'))).toBe(NO_ROW);
    expect(column.find('')).toBe(NO_ROW);
  });

  it('takes an id once, whatever its spelling', () => {
    const column = finishIds([resourceId('a'), resourceId('A'), resourceId('b')]);
    expect(column.length).toBe(2);
    expect(column.id(1)).toBe(resourceId('b'));
  });

  it('gives the previous column back when the ids are the same', () => {
    const first = finishIds(nastyIds());
    expect(finishIds(nastyIds(), first)).toBe(first);
    expect(finishIds([...nastyIds(), resourceId('one-more')], first)).not.toBe(first);
  });

  it('is read back from what the store keeps', () => {
    const column = finishIds(nastyIds());
    const { head, bytes } = column.stored();
    const back = restoreIds(SUBSCRIPTION, JSON.parse(JSON.stringify(head)), new Uint8Array(bytes));
    nastyIds().forEach((id, row) => {
      expect(back.id(row)).toBe(id);
      expect(back.find(id)).toBe(row);
    });
  });

  it('refuses bytes that are not its own', () => {
    const { head, bytes } = finishIds(nastyIds()).stored();
    expect(() => restoreIds(SUBSCRIPTION, head, bytes.subarray(1))).toThrow(RangeError);
  });

  it('names the last part of a nested id', () => {
    const column = finishIds([resourceId('srv/databases/db', 'Microsoft.Sql/servers')]);
    expect([column.name(0), column.type(0)]).toEqual(['db', 'Microsoft.Sql/servers/databases']);
  });
});
