import { ChangeFeed } from './changeFeed.ts';
import type { Change } from './model/change.ts';

function change(id: string): Change {
  return { at: 1, kind: 'resourceAdded', tenantId: 't', subscriptionId: 's', id, from: null, to: null };
}

function feedOf(capacity: number): { feed: ChangeFeed; errors: unknown[] } {
  const errors: unknown[] = [];
  return { feed: new ChangeFeed({ capacity, onError: (error) => errors.push(error) }), errors };
}

describe('ChangeFeed', () => {
  it('numbers changes and gives those after a cursor', () => {
    const { feed } = feedOf(10);
    expect([feed.first, feed.last, feed.since(0)]).toEqual([1, 0, []]);
    feed.add([change('a'), change('b')]);
    feed.add([change('c')]);
    expect(feed.since(0).map(({ cursor, id }) => [cursor, id])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(feed.since(2).map(({ id }) => id)).toEqual(['c']);
    expect([feed.since(3), feed.since(99)]).toEqual([[], []]);
  });

  it('forgets the oldest and says from where it still knows', () => {
    const { feed } = feedOf(4);
    for (let index = 1; index <= 100; index++) {
      feed.add([change(String(index))]);
      expect(feed.since(0).length).toBeLessThanOrEqual(5);
      expect(feed.since(0).at(-1)?.cursor).toBe(index);
    }
    expect(feed.first).toBeGreaterThan(90);
    expect(feed.since(feed.first - 1)[0]?.cursor).toBe(feed.first);
  });

  it('goes on with the numbers of an earlier run', () => {
    const { feed } = feedOf(10);
    feed.restore([{ ...change('old'), cursor: 41 }]);
    feed.add([change('new')]);
    expect(feed.since(40).map(({ cursor }) => cursor)).toEqual([41, 42]);
  });

  it('tells each listener once a batch, until it ends, and is not held up by one that fails', () => {
    const { feed, errors } = feedOf(10);
    const heard: number[] = [];
    feed.subscribe(() => {
      throw new Error('defect');
    });
    const end = feed.subscribe((changes) => heard.push(changes.length));
    feed.add([change('a'), change('b')]);
    feed.add([]);
    end();
    feed.add([change('c')]);
    expect(heard).toEqual([2]);
    expect(errors).toHaveLength(2);
  });
});
