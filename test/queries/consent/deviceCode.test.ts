import type { DeviceStarted } from '../../../src/shared/signIn.ts';
import { START, TestEstate } from '../estate.ts';
import { SignInDesk } from './signInDesk.ts';

const MINUTE = 60_000;
let estate: TestEstate;
let desk: SignInDesk;
beforeAll(async () => {
  estate = await TestEstate.start();
});
beforeEach(async () => {
  desk = await SignInDesk.open(estate);
});
afterEach(() => desk.close());
afterAll(() => estate.close());

describe('by device code', () => {
  const start = async () => (await desk.post('consent/device', { credential: 'partner' })).body as DeviceStarted;
  /** Lets the poller ask once, and waits until it sleeps again or is done. */
  const asked = async (attempt: string) => {
    desk.clock.advance(10_000);
    for (const until = Date.now() + 20_000; Date.now() < until;) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (desk.clock.waiting > 0 || (await desk.status(attempt)).state !== 'pending') {
        break;
      }
    }
    return desk.status(attempt);
  };

  test('the plugin waits until the code was entered', async () => {
    const { attempt, userCode, verificationUri } = await start();
    expect(await asked(attempt)).toMatchObject({ state: 'pending' });
    // Too soon by the simulator's own time: it asks to slow down, and the plugin goes on.
    expect(await asked(attempt)).toMatchObject({ state: 'pending' });
    await desk.person.enterCode(verificationUri, userCode);
    expect(await asked(attempt)).toMatchObject({ state: 'done', mfa: true });
    expect(await desk.stored()).toBe(1);
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['declined', { decision: 'decline' }, 'failed', 'authorization_declined'],
    ['without MFA', {}, 'failed', 'SignInWithoutMfa'],
  ])('%s', async (_, form, state, code) => {
    const { attempt, userCode, verificationUri } = await start();
    await desk.person.enterCode(verificationUri, userCode, form);
    const end = await asked(attempt);
    expect(end).toMatchObject({ state, sentence: expect.stringContaining(code) as string });
    expect(await desk.stored()).toBe(0);
  });

  test('that was never entered ends', async () => {
    const { attempt, expiresAt } = await start();
    expect(Date.parse(expiresAt) - START).toBe(15 * MINUTE);
    estate.simulator.simulation.clock.advance(16 * MINUTE);
    expect(await asked(attempt)).toMatchObject({ state: 'expired' });
  });

  test('goes on while Entra can’t be reached, and ends when the data source is saved', async () => {
    const { attempt, userCode, verificationUri } = await start();
    // More often than one request is tried.
    estate.simulator.faults.add({ operation: 'token', status: 503, count: 6 });
    await desk.person.enterCode(verificationUri, userCode);
    const seen: string[] = [];
    while (seen.at(-1) !== 'done' && seen.length < 30) {
      seen.push((await asked(attempt)).state);
    }
    expect(new Set(seen)).toEqual(new Set(['pending', 'done']));
    expect(desk.accessLog.records().filter(({ status: told }) => told === 503)).toHaveLength(1);
    const other = await start();
    desk.closing.abort();
    expect(await asked(other.attempt)).toMatchObject({
      state: 'failed',
      sentence: expect.stringContaining('saved or stopped') as string,
    });
  });
});
