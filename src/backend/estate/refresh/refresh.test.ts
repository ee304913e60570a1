import { keepingLog, type LogLine } from '../../../../test/estate/keepingLog.ts';
import { ManualClock } from '../../../../test/estate/manualClock.ts';
import type { Job } from './job.ts';
import { Refresh } from './refresh.ts';

const MINUTE = 60_000;

function setUp(concurrency = 4): { refresh: Refresh; clock: ManualClock; lines: LogLine[] } {
  const clock = new ManualClock();
  const lines: LogLine[] = [];
  return { refresh: new Refresh({ clock, log: keepingLog(lines), random: () => 0.5, concurrency }), clock, lines };
}

/** A job that counts its runs and the most of all jobs that ran at once. */
function counting(key: string, seen: { runs: string[]; now: number; most: number }, run: () => Promise<void>): Job {
  return {
    key,
    intervalMs: MINUTE,
    async run() {
      seen.runs.push(key);
      seen.most = Math.max(seen.most, ++seen.now);
      await run();
      seen.now--;
      return { failed: false };
    },
  };
}

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Refresh', () => {
  it('runs everything, never more at once than it may', async () => {
    const { refresh } = setUp(3);
    const seen = { runs: [] as string[], now: 0, most: 0 };
    for (let index = 0; index < 20; index++) {
      refresh.replace(counting(`job${index}`, seen, tick));
    }
    refresh.start();
    await refresh.idle();
    expect(seen.runs).toHaveLength(20);
    expect(seen.most).toBe(3);
    await refresh.dispose();
  });

  it('keeps each cadence and takes the longest due first', async () => {
    const { refresh, clock } = setUp(1);
    const seen = { runs: [] as string[], now: 0, most: 0 };
    refresh.replace({ ...counting('slow', seen, tick), intervalMs: 2 * MINUTE });
    refresh.replace(counting('fast', seen, tick));
    refresh.start();
    await refresh.idle();
    seen.runs.length = 0;
    clock.advance(10 * MINUTE);
    await refresh.idle();
    expect(seen.runs).toEqual(['fast', 'slow']);
    await refresh.dispose();
  });

  it('runs once more when it is hurried in the middle of a run, and never twice at once', async () => {
    const { refresh } = setUp();
    const seen = { runs: [] as string[], now: 0, most: 0 };
    const waiting: Array<() => void> = [];
    refresh.replace(counting('job', seen, () => new Promise((resolve) => waiting.push(resolve))));
    refresh.start();
    await tick();
    refresh.hurry('job');
    await tick();
    expect(seen.runs).toHaveLength(1);
    waiting[0]?.();
    await tick();
    await tick();
    expect(seen).toMatchObject({ runs: ['job', 'job'], most: 1 });
    waiting[1]?.();
    await refresh.idle();
    await refresh.dispose();
  });

  it('gives failing jobs no more than a quarter of the places, and the others theirs', async () => {
    const { refresh, clock } = setUp(4);
    let hanging = 0;
    const free: Array<() => void> = [];
    for (let index = 0; index < 10; index++) {
      let runs = 0;
      refresh.replace({
        key: `bad${index}`,
        intervalMs: MINUTE,
        async run() {
          if (runs++ > 0) {
            hanging++;
            await new Promise<void>((resolve) => free.push(resolve));
          }
          return { failed: true };
        },
      });
    }
    const seen = { runs: [] as string[], now: 0, most: 0 };
    for (let index = 0; index < 10; index++) {
      refresh.replace(counting(`good${index}`, seen, tick));
    }
    refresh.start();
    await refresh.idle();
    seen.runs.length = 0;
    clock.advance(2 * MINUTE);
    for (let turn = 0; turn < 50; turn++) {
      await tick();
    }
    expect(hanging).toBe(1);
    expect(seen.runs).toHaveLength(10);
    const disposed = refresh.dispose();
    free.forEach((resolve) => resolve());
    await disposed;
  });

  it('gives the place of a run that hangs to another', async () => {
    const { refresh, clock } = setUp(1);
    let end = () => {};
    refresh.replace({
      key: 'hangs',
      intervalMs: MINUTE,
      run: async () => {
        await new Promise<void>((resolve) => (end = resolve));
        return { failed: true };
      },
    });
    const seen = { runs: [] as string[], now: 0, most: 0 };
    refresh.replace(counting('waits', seen, tick));
    refresh.start();
    await tick();
    expect(seen.runs).toEqual([]);
    clock.advance(11_000);
    await tick();
    await tick();
    expect(seen.runs).toEqual(['waits']);
    end();
    await refresh.dispose();
  });

  it('goes on after a job that throws, and says so', async () => {
    const { refresh, clock, lines } = setUp();
    let runs = 0;
    refresh.replace({
      key: 'throws',
      intervalMs: MINUTE,
      run: () => {
        runs++;
        return Promise.reject(new TypeError('defect'));
      },
    });
    refresh.start();
    await refresh.idle();
    clock.advance(2 * MINUTE);
    await refresh.idle();
    expect(runs).toBe(2);
    expect(lines.map(({ level }) => level)).toEqual(['error', 'error']);
    await refresh.dispose();
  });

  it('runs nothing that was removed, and nothing after it was disposed', async () => {
    const { refresh, clock } = setUp();
    const seen = { runs: [] as string[], now: 0, most: 0 };
    refresh.replace(counting('goes', seen, tick));
    refresh.replace(counting('stays', seen, tick));
    refresh.remove('goes');
    refresh.start();
    await refresh.idle();
    expect(seen.runs).toEqual(['stays']);
    await refresh.dispose();
    clock.advance(10 * MINUTE);
    await tick();
    expect(seen.runs).toEqual(['stays']);
    expect(clock.waiting).toBe(0);
    await refresh.idle();
  });
});
