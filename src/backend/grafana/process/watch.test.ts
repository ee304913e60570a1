import type { Logger } from '../../common/log.ts';
import { LagWatch, watchDelay } from './eventLoop.ts';
import { createLogger } from '../logging/logging.ts';
import { defaultMemoryLimit, MemoryGuard } from './memoryGuard.ts';

let lines: Array<Record<string, unknown>>;
let log: Logger;
beforeEach(() => {
  lines = [];
  log = createLogger({}, (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
});

describe('MemoryGuard', () => {
  const guard = (resident: () => number, shedders: Array<() => string | null>, now = () => 0) =>
    new MemoryGuard({ limitBytes: 100, resident, shedders, log, now });

  it('lets go of one thing after the other until it is enough, and says what', () => {
    let resident = 150;
    const asked: string[] = [];
    const watching = guard(
      () => resident,
      [
        () => (asked.push('first'), 'what was kept'),
        () => (asked.push('second'), (resident = 90), 'what was idle'),
        () => (asked.push('third'), null),
      ],
    );
    watching.look();
    watching.look();
    watching.look();
    expect(asked).toEqual(['first', 'second']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      '@level': 'warn',
      '@message': expect.stringContaining('let go of what was kept'),
    });
  });

  it('says what it let go of after it had nothing, and names each thing once', () => {
    const kept = [null, 'what was kept', 'what was kept', 'what was kept'];
    let now = 0;
    const watching = guard(
      () => 150,
      [() => kept.shift() ?? null],
      () => now,
    );
    for (now = 0; now < 5 * 60_000; now += 5_000) {
      watching.look();
    }
    expect(lines.map((line) => /It (.*?)\./.exec(String(line['@message']))?.[1])).toEqual([
      'has nothing to let go of',
      'let go of what was kept',
    ]);
    now = 15 * 60_000;
    watching.look();
    watching.look();
    expect(lines.at(-1)?.['@message']).toMatch(/It let go of what was kept\./);
  });

  it('does nothing below the limit', () => {
    guard(
      () => 100,
      [
        () => {
          throw new Error('Asked for nothing.');
        },
      ],
    ).look();
    expect(lines).toEqual([]);
  });

  it('says what to do where nothing helps, and not more than every ten minutes', () => {
    let now = 0;
    const watching = guard(
      () => 150,
      [() => null],
      () => now,
    );
    for (now = 0; now < 25 * 60_000; now += 5_000) {
      watching.look();
    }
    expect(lines).toHaveLength(3);
    expect(lines[0]?.['@message']).toMatch(/nothing to let go of.*memory_limit_megabytes/);
  });

  it('has a limit by itself', () => {
    expect(defaultMemoryLimit()).toBeGreaterThan(50 * 1024 * 1024);
  });
});

describe('LagWatch', () => {
  it('says when the event loop was held, at most once a minute', async () => {
    const delay = watchDelay();
    let now = 0;
    const watching = new LagWatch({ delay, limitMs: 100, log, now: () => now });
    const hold = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      for (const end = performance.now() + 300; performance.now() < end;) {}
      await new Promise((resolve) => setTimeout(resolve, 30));
      watching.look();
    };
    await hold();
    expect(lines).toHaveLength(1);
    expect(lines[0]?.['longestMs']).toBeGreaterThan(100);
    await hold();
    expect(lines).toHaveLength(1);
    now = 61_000;
    await hold();
    expect(lines).toHaveLength(2);
    delay?.disable();
  });
});
