import { type Steps, Slices } from './slices.ts';

/** Work of so many steps of about a millisecond each. */
function* work(steps: number, log: string[], name: string): Steps<string> {
  for (let step = 0; step < steps; step++) {
    const end = performance.now() + 1;
    while (performance.now() < end) {
      // busy
    }
    yield;
  }
  log.push(name);
  return name;
}

describe('Slices', () => {
  it('does all work, in order, one after the other', async () => {
    const slices = new Slices();
    const log: string[] = [];
    const results = await Promise.all(['a', 'b', 'c'].map((name) => slices.run(work(3, log, name))));
    expect(results).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('lets the event loop have its turns while many tasks wait', async () => {
    const slices = new Slices();
    const log: string[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await Promise.all(Array.from({ length: 20 }, (_, index) => slices.run(work(5, log, String(index)))));
    clearInterval(timer);
    expect(log).toHaveLength(20);
    // 100 ms of work in turns of some milliseconds.
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('fails the task that throws and goes on with the next', async () => {
    const slices = new Slices();
    const bad = slices.run(
      (function* (): Steps<void> {
        yield;
        throw new TypeError('defect');
      })(),
    );
    const good = slices.run(work(1, [], 'good'));
    await expect(bad).rejects.toThrow('defect');
    await expect(good).resolves.toBe('good');
  });

  it('fails what waits and what comes when it is stopped', async () => {
    const slices = new Slices();
    const waiting = slices.run(work(50, [], 'waiting'));
    slices.stop(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await expect(slices.run(work(1, [], 'late'))).rejects.toThrow('stopped');
  });
});
