import { FairQueue } from './fairQueue.ts';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Enters in the given order and records who got a turn; each turn lasts until `finish` is called. */
function enterAll(queue: FairQueue, keys: string[]) {
  const turns: string[] = [];
  const releases: Array<() => void> = [];
  keys.forEach((key, index) => {
    void queue.enter(key, never).then((release) => {
      turns.push(`${key}${index}`);
      releases.push(release);
    });
  });
  return { turns, finish: () => releases.shift()?.() };
}

describe('FairQueue', () => {
  it('should hand out turns round robin between keys, in order within each', async () => {
    const { turns, finish } = enterAll(new FairQueue(1), ['a', 'a', 'a', 'a', 'b', 'c', 'b']);
    for (let n = 0; n < 7; n++) {
      await settle();
      finish();
    }
    expect(turns).toEqual(['a0', 'a1', 'b4', 'c5', 'a2', 'b6', 'a3']);
  });

  it('should never run more than its limit, and all in the end', async () => {
    const queue = new FairQueue(3);
    let running = 0;
    let most = 0;
    const work = Array.from({ length: 100 }, async (_, n) => {
      const release = await queue.enter(String(n % 7), never);
      most = Math.max(most, ++running);
      await settle();
      running--;
      release();
      release();
    });
    await Promise.all(work);
    expect(most).toBe(3);
    expect(queue.load).toEqual({ running: 0, waiting: 0 });
  });

  it('should let a waiting caller go, and give its turn to the next', async () => {
    const queue = new FairQueue(1);
    const release = await queue.enter('a', never);
    const gone = new AbortController();
    const left = queue.enter('a', gone.signal);
    const next = queue.enter('a', never);
    gone.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await expect(queue.enter('a', gone.signal)).rejects.toThrow('gone');
    expect(queue.load).toEqual({ running: 1, waiting: 1 });
    release();
    (await next)();
    expect(queue.load).toEqual({ running: 0, waiting: 0 });
  });

  it('should run as much at once as its limit costs, what costs more alone, and let nothing overtake', async () => {
    const queue = new FairQueue(10);
    const running = new Set<number>();
    const seen: string[] = [];
    const work = [4, 4, 4, 1, 25, 1].map(async (cost, index) => {
      const release = await queue.enter('a', never, cost);
      running.add(index);
      seen.push([...running].join());
      await settle();
      running.delete(index);
      release();
    });
    await Promise.all(work);
    expect(seen).toEqual(['0', '0,1', '1,2', '1,2,3', '4', '5']);
    expect(queue.load).toEqual({ running: 0, waiting: 0 });
  });
});
