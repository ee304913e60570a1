import { SMALL } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

jest.setTimeout(60_000);

test('a tenant whose list of subscriptions is all that can be read is not asked without end', async () => {
  const lab = await Lab.open();
  try {
    lab.advance(120);
    const estate = lab.estate();
    estate.start();
    await estate.idle();
    lab.simulator.faults.add({ tenant: SMALL.contoso, path: '^/subscriptions/|/providers/', status: 500, body: {} });
    lab.simulator.calls.clear();
    for (let minute = 0; minute < 60; minute++) {
      lab.advance(1);
      await estate.idle();
    }
    // Of a section that is due each minute and asked four times over, an hour has more.
    const failed = lab.simulator.calls
      .list()
      .filter(({ tenant, status }) => tenant === SMALL.contoso && status === 500);
    expect(failed.length).toBeLessThan(60 * 4 * 10);
    lab.simulator.faults.clear();
    lab.advance(16);
    await estate.idle();
    lab.advance(16);
    await estate.idle();
    const own = [...estate.snapshot().parts()].filter(({ tenantId }) => tenantId === SMALL.contoso);
    expect(own.filter(({ error }) => error?.code === 'Http500')).toEqual([]);
  } finally {
    await lab.close();
  }
});
