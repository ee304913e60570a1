import { setTimeout as delay } from 'node:timers/promises';
import { badInput } from '../../common/errors.ts';
import { Instances } from './instances.ts';
import type { InstanceLimits } from './limits.ts';
import { createLogger } from '../logging/logging.ts';
import type { DataSourceInstance, InstanceSettings } from '../types.ts';

const SETTINGS: InstanceSettings = {
  orgId: 1,
  namespace: 'default',
  uid: 'a',
  name: 'A',
  url: '',
  jsonData: {},
  secureJsonData: { secret: 'one' },
  updated: 1000,
  grafanaConfig: {},
};

/** Instances of a data source that does nothing but be created and disposed. */
function setUp(limits: Partial<InstanceLimits> = {}) {
  let now = 0;
  let fail = false;
  const created: string[] = [];
  const disposed: string[] = [];
  const create = (settings: InstanceSettings): DataSourceInstance => {
    created.push(`${settings.uid}@${settings.updated}`);
    if (fail) {
      throw badInput('Wrong settings.');
    }
    return { dispose: async () => void disposed.push(`${settings.uid}@${settings.updated}`) } as DataSourceInstance;
  };
  const instances = new Instances({
    create,
    clock: { now: () => now, sleep: (_, signal) => delay(50, undefined, { signal }) },
    log: createLogger({}, () => {}),
    limits: { idleMs: 1000, max: 10, retryMs: 100, ...limits },
  });
  const use = (settings: Partial<InstanceSettings> = {}) =>
    instances.use({ ...SETTINGS, ...settings }, async () => 'done');
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    instances,
    use,
    settle,
    created,
    disposed,
    advance: (ms: number) => (now += ms),
    failing: (on: boolean) => (fail = on),
  };
}

describe('Instances', () => {
  it('should create one instance for many calls at once, one for each org and uid', async () => {
    const { use, created } = setUp();
    await Promise.all([use(), use(), use({ uid: 'b' }), use({ namespace: 'org-2' }), use({ namespace: '', orgId: 3 })]);
    expect(created).toEqual(['a@1000', 'b@1000', 'a@1000', 'a@1000']);
  });

  it.each<[string, Partial<InstanceSettings>]>([
    ['saved', { updated: 1001 }],
    ['its secrets', { secureJsonData: { secret: 'two' } }],
    ['its jsonData', { jsonData: { field: 1 } }],
  ])('should replace it when it changes: %s', async (_, change) => {
    const { use, settle, created, disposed } = setUp();
    await use();
    await use(change);
    await settle();
    expect(created).toHaveLength(2);
    expect(disposed).toEqual(['a@1000']);
  });

  it('should take settings that were saved after the clock was set back', async () => {
    const { use, created, advance } = setUp();
    advance(30_000_000);
    await use({ updated: 30_000_000 });
    advance(-29_000_000);
    await use({ updated: 1_000_000 });
    expect(created).toEqual(['a@30000000', 'a@1000000']);
  });

  it('should not bring older settings back for a request that was under way', async () => {
    const { use, created } = setUp();
    await use({ updated: 2000 });
    await use({ updated: 1000 });
    expect(created).toEqual(['a@2000']);
  });

  it('should dispose the old one before it creates the new one, when no call holds it', async () => {
    const { use, created, disposed } = setUp();
    await use();
    const next = use({ updated: 1001 });
    expect(created).toEqual(['a@1000']);
    await next;
    expect(disposed).toEqual(['a@1000']);
    expect(created).toEqual(['a@1000', 'a@1001']);
  });

  it('should dispose the old one only after its calls have ended, and tell those that would not end', async () => {
    const { instances, use, settle, disposed } = setUp();
    let finish = () => {};
    let told: AbortSignal | undefined;
    const running = instances.use(SETTINGS, async (_, replaced) => {
      told = replaced;
      await new Promise<void>((resolve) => (finish = resolve));
    });
    await settle();
    await use({ updated: 1001 });
    expect(disposed).toEqual([]);
    expect(told?.aborted).toBe(true);
    finish();
    await running;
    await settle();
    expect(disposed).toEqual(['a@1000']);
  });

  it('should answer every call with the error of a failed creation, and try again after a while or a change', async () => {
    const { use, created, advance, failing } = setUp();
    failing(true);
    await expect(use()).rejects.toThrow('Wrong settings.');
    await expect(use()).rejects.toThrow('Wrong settings.');
    expect(created).toHaveLength(1);
    advance(100);
    await expect(use()).rejects.toThrow('Wrong settings.');
    expect(created).toHaveLength(2);
    failing(false);
    await expect(use({ updated: 1001 })).resolves.toBe('done');
  });

  it('should evict what is idle, and beyond the limit what is idle for longest', async () => {
    const { instances, use, settle, disposed, advance } = setUp({ max: 2 });
    for (const uid of ['a', 'b', 'c']) {
      await use({ uid });
      advance(10);
    }
    instances.evict();
    await settle();
    expect(disposed).toEqual(['a@1000']);
    advance(1000);
    instances.evict();
    await settle();
    expect(disposed).toEqual(['a@1000', 'b@1000', 'c@1000']);
    expect(instances.size).toBe(0);
  });

  it('should wait with disposing all of them for the calls that run', async () => {
    const { instances, settle, disposed } = setUp();
    let finish = () => {};
    const running = instances.use(SETTINGS, () => new Promise<void>((resolve) => (finish = resolve)));
    await settle();
    const all = instances.disposeAll();
    await settle();
    expect(disposed).toEqual([]);
    finish();
    await Promise.all([running, all]);
    expect(disposed).toEqual(['a@1000']);
  });

  it('should dispose all of them once', async () => {
    const { instances, use, disposed } = setUp();
    await use();
    await use({ uid: 'b' });
    await instances.disposeAll();
    await instances.disposeAll();
    expect(disposed).toEqual(['a@1000', 'b@1000']);
  });
});
