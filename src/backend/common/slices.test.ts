import { inSlices, type Steps, Slices } from './slices.ts';

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
    await Promise.all(Array.from({ length: 20 }, (_, index) => slices.run(work(15, log, String(index)))));
    clearInterval(timer);
    expect(log).toHaveLength(20);
    // 300 ms of work in turns of some milliseconds.
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

describe('inSlices()', () => {
  it('does short work at once, and gives the event loop its turns during long work', async () => {
    const log: string[] = [];
    void inSlices(work(0, log, 'short'));
    expect(log).toEqual(['short']);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await expect(inSlices(work(300, log, 'long'))).resolves.toBe('long');
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('lets many share a turn: short work is not behind all of the long', async () => {
    const log: string[] = [];
    await Promise.all([
      inSlices(work(120, log, 'long')),
      inSlices(work(120, log, 'as long')),
      inSlices(work(10, log, 'short')),
      new Slices().run(work(10, log, 'of an estate')),
    ]);
    expect(log.slice(0, 2).sort()).toEqual(['of an estate', 'short']);
  });

  it("ends with the signal's reason when nobody waits any more, and leaves the rest undone", async () => {
    const controller = new AbortController();
    let ended = false;
    const steps = (function* (): Steps<void> {
      try {
        yield* work(10_000, [], 'endless');
      } finally {
        ended = true;
      }
    })();
    const working = inSlices(steps, controller.signal);
    setTimeout(() => controller.abort(new Error('gone')), 20);
    await expect(working).rejects.toThrow('gone');
    expect(ended).toBe(true);
    await expect(inSlices(work(1, [], 'late'), controller.signal)).rejects.toThrow('gone');
  });

  it('fails with what the work throws, at once or later', async () => {
    const failing = (after: number) =>
      (function* (): Steps<void> {
        yield* work(after, [], 'before');
        throw new TypeError('defect');
      })();
    await expect(inSlices(failing(0))).rejects.toThrow('defect');
    await expect(inSlices(failing(20))).rejects.toThrow('defect');
  });
});
