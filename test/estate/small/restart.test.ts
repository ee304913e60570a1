import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate } from '../../../src/backend/estate/estate.ts';
import { isStale } from '../../../src/backend/estate/model/part.ts';
import { SMALL } from '../../simulator/world/smallIds.ts';
import { damageInUse } from '../damageInUse.ts';
import type { Lab } from '../lab.ts';
import { healthByName, NEWS_OF_AN_HOUR, partOf, readSmall, told, viewOf } from './smallEstate.ts';

let lab: Lab;
let estate: Estate;
beforeEach(async () => {
  ({ lab, estate } = await readSmall());
});
afterEach(() => lab.close());

describe('restart', () => {
  it('serves the last picture at once, marked stale, and makes it fresh', async () => {
    const before = healthByName(viewOf(estate, SMALL.contosoProduction));
    const { totals } = estate.snapshot();
    const readAt = lab.clock.now();
    await estate.dispose();
    lab.simulator.faults.add({ host: 'login', status: 500 });
    lab.advance(1);
    const again = lab.estate();
    again.start();
    await again.ready();
    expect(again.snapshot().totals).toEqual(totals);
    expect(healthByName(viewOf(again, SMALL.contosoProduction))).toEqual(before);
    const part = partOf(again, 'resourceHealth', SMALL.contoso, SMALL.contosoProduction);
    expect(part).toMatchObject({ outcome: 'pending', observedAt: readAt, rows: 8 });
    expect(isStale(part, lab.clock.now())).toBe(true);
    await again.idle();
    expect(again.snapshot().totals).toEqual(totals);
    expect(partOf(again, 'subscriptions', SMALL.contoso).outcome).toBe('failed');
    lab.simulator.faults.clear();
    lab.advance(61);
    await again.idle();
    expect(isStale(partOf(again, 'resourceHealth', SMALL.contoso, SMALL.contosoProduction), lab.clock.now())).toBe(
      false,
    );
    expect(told(again.changes.since(0))).toEqual(NEWS_OF_AN_HOUR);
    await again.dispose();
    const third = lab.estate();
    third.start();
    await third.ready();
    expect(third.changes.since(0)).toEqual(again.changes.since(0));
  });

  it('keeps no secret in the store', async () => {
    await estate.dispose();
    const secrets = Object.values(lab.simulator.secureJsonData);
    expect(secrets.length).toBeGreaterThan(2);
    for (const name of readdirSync(lab.directory).filter((one) => !one.endsWith('.lock'))) {
      const content = readFileSync(join(lab.directory, name), 'latin1');
      expect(content).toContain(SMALL.contosoProduction);
      expect(secrets.filter((secret) => content.includes(secret))).toEqual([]);
    }
  });

  it('starts empty when the stored picture is damaged', async () => {
    await estate.dispose();
    for (const name of readdirSync(lab.directory)) {
      writeFileSync(join(lab.directory, name), 'no database '.repeat(1_000));
    }
    const again = lab.estate();
    again.start();
    await again.idle();
    expect(again.snapshot().subscriptions.size).toBe(4);
    expect(lab.lines.filter(({ message }) => message.includes('set aside'))).toHaveLength(1);
  });

  it('is whole after its file was found to be damaged in use, for all of it is written anew', async () => {
    const clock = jest.spyOn(performance, 'now');
    const before = estate.snapshot().totals;
    const goOn = async () => {
      clock.mockReturnValue(performance.now() + 31_000);
      lab.advance(3);
      await estate.idle();
      // Saved beside the reading, a moment later.
      lab.advance(1);
      await estate.idle();
      await new Promise((resolve) => setTimeout(resolve, 200));
    };
    await goOn();
    damageInUse(join(lab.directory, readdirSync(lab.directory).find((name) => /^estate-.*sqlite$/.test(name)) ?? ''));
    await goOn();
    expect(lab.lines.filter(({ message }) => message.includes('set aside'))).toHaveLength(1);
    await goOn();
    await estate.dispose();
    clock.mockRestore();
    // Nothing can be read, so what is there is what was kept.
    lab.simulator.faults.add({ effect: 'reset' });
    const again = lab.estate();
    again.start();
    await again.ready();
    expect(again.snapshot().totals).toEqual(before);
  });

  it('shows nothing of tenants that were taken out of the settings meanwhile', async () => {
    await estate.dispose();
    const again = lab.estate((jsonData) => ({ ...jsonData, tenants: [] }));
    again.start();
    await again.ready();
    expect(again.snapshot().tenants.has(SMALL.northwind)).toBe(false);
    expect(again.snapshot().subscriptions.has(SMALL.northwindWeb)).toBe(false);
    expect(again.snapshot().subscriptions.size).toBe(3);
  });
});

describe('dispose', () => {
  it('leaves nothing running, in the middle of a sweep too', async () => {
    const { calls, faults } = lab.simulator;
    const under = () => {
      calls.clear();
      return calls.counts().maxInFlight;
    };
    faults.add({ effect: 'hang' });
    lab.advance(61);
    while (under() === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // Whoever waited for an answer would wait for ever.
    await estate.dispose();
    expect(lab.clock.waiting).toBe(0);
    while (under() > 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    lab.advance(120);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([under(), calls.list()]).toEqual([0, []]);
    expect(lab.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
