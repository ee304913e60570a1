import { keepingLog } from '../../../../test/estate/keepingLog.ts';
import { ManualClock } from '../../../../test/estate/manualClock.ts';
import { CspError } from '../../common/errors.ts';
import { pendingPart } from '../parts/partStatus.ts';
import { Picture } from '../picture/picture.ts';
import { Breakers } from '../refresh/breakers.ts';
import { Refresh } from '../refresh/refresh.ts';
import { InternedNames } from '../segments/names.ts';
import { createBreaking } from './breaking.ts';

const refused = (code: string, status = 400) => new CspError(code, { code, status, source: 'downstream' });
const KEYS = ['subscriptions/t', 'alerts/t/0', 'resourceHealth/t/s', 'alerts/other/0'];

/** Jobs that have run once and are not due for an hour; those that run after that are counted. */
async function setUp() {
  const clock = new ManualClock();
  const refresh = new Refresh({ clock, log: keepingLog([]), random: () => 0.5, concurrency: 4 });
  let ran: string[] = [];
  for (const key of KEYS) {
    const run = async () => {
      ran.push(key);
      return { failed: false };
    };
    refresh.replace({ key, intervalMs: 3_600_000, run });
  }
  refresh.start();
  await refresh.idle();
  ran = [];
  const picture = new Picture(new InternedNames());
  picture.setPart(pendingPart({ section: 'subscriptions', tenantId: 't', subscriptionId: '' }, 1), false);
  const context = { clock, picture, breakers: new Breakers() };
  const settled = async () => {
    await refresh.idle();
    return ran.splice(0).sort();
  };
  const of = (section: 'alerts' | 'subscriptions') => createBreaking(context, refresh, 't', section);
  return { of, settled, picture };
}

test('a refused sign-in sends the probe, which sends none itself', async () => {
  const { of, settled } = await setUp();
  of('alerts').failed(refused('AADSTS50020'));
  expect(await settled()).toEqual(['subscriptions/t']);
  expect(of('alerts').heldBack(() => undefined)).not.toBeNull();
  of('subscriptions').failed(refused('AADSTS50020'));
  expect(await settled()).toEqual([]);
});

test('the probe lets in all who were held back, though an answer that was on its way has closed the breaker', async () => {
  const { of, settled, picture } = await setUp();
  of('alerts').failed(refused('AADSTS50020'));
  await settled();
  const part = pendingPart({ section: 'alerts', tenantId: 't', subscriptionId: 's' }, 1);
  of('alerts').heldBack((change) => picture.setPart(change(part), true));
  of('alerts').answered();
  expect(await settled()).toEqual([]);
  of('subscriptions').answered();
  expect(await settled()).toEqual(['alerts/t/0', 'resourceHealth/t/s']);
});

test('a probe that nobody waited for lets in nobody', async () => {
  const { of, settled } = await setUp();
  of('subscriptions').answered();
  expect(await settled()).toEqual([]);
});
