import { resourceId, status, SUBSCRIPTION } from '../../../../test/estate/rows.ts';
import { atOnce } from '../../common/slices.ts';
import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';
import { buildHealth } from './buildHealth.ts';
import { type Health, restoreHealth } from './healthSegment.ts';
import { TextPool } from './names.ts';

function build(
  statuses: ResourceHealthStatus[],
  previous: Health | null = null,
): { segment: Health; issues: string[] } {
  return atOnce(buildHealth({ subscriptionId: SUBSCRIPTION, observedAt: 1, statuses, previous }, new TextPool()));
}

const rows = [
  status(resourceId('vm1')),
  status(resourceId('vm2'), {
    availabilityState: 'Unavailable',
    reasonType: 'Unplanned',
    reasonChronicity: 'Persistent',
    title: 'Unavailable',
    summary: '<p>We&#39;re sorry &amp; <b>looking</b> into it</p>',
    occurredAt: null,
    reportedAt: null,
    location: null,
  }),
  status(resourceId('vm3'), { availabilityState: 'Unavailable', context: 'Customer Initiated' }),
  status(resourceId('vm4'), { availabilityState: 'Sleeping' }),
  status(resourceId('vm5'), { availabilityState: 'Sleeping' }),
];

describe('Health', () => {
  it("keeps Azure's words beside the value", () => {
    const { segment } = build(rows);
    expect([...segment.values]).toEqual([0, 4, 2, 1, 1]);
    expect(rows.map((_, row) => segment.state(row))).toEqual([
      'Available',
      'Unavailable',
      'Unavailable',
      'Sleeping',
      'Sleeping',
    ]);
    expect([segment.reasonType(1), segment.chronicity(1), segment.title(1), segment.summary(1)]).toEqual([
      'Unplanned',
      'Persistent',
      'Unavailable',
      "We're sorry & looking into it",
    ]);
    expect([segment.reasonType(0), segment.location(0), segment.location(1)]).toEqual([null, 'westeurope', null]);
    expect([segment.occurredAt[0], segment.occurredAt[1]]).toEqual([rows[0]?.occurredAt, Number.NaN]);
    expect([segment.reportedAt(0), segment.reportedAt(1)]).toEqual([rows[0]?.reportedAt, null]);
  });

  it('names a state that it does not know once, with how many have it', () => {
    const { issues } = build(rows);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain('"Sleeping"');
    expect(issues[0]).toContain('2 resources');
  });

  it('keeps what few resources have, before and after a restart', () => {
    const troubled = status(resourceId('vm2'), {
      availabilityState: 'Unavailable',
      context: 'Platform Initiated',
      recommendedActions: ['<b>Redeploy</b> it', 'Wait'],
      rootCauseAt: 5,
      resolutionEtaAt: 7,
    });
    const recovered = status(resourceId('vm3'), {
      recentlyResolved: { occurredAt: 1, resolvedAt: 3, summary: 'A host &amp; its disks' },
    });
    const { segment } = build([status(resourceId('vm1')), troubled, recovered]);
    const { head, bytes, idBytes } = segment.stored();
    const stored = JSON.parse(JSON.stringify(head)) as typeof head;
    for (const one of [segment, restoreHealth(SUBSCRIPTION, stored, bytes, idBytes)]) {
      expect([0, 1, 2].map((row) => one.details(row))).toEqual([
        null,
        {
          actions: 'Redeploy it Wait',
          context: 'Platform Initiated',
          rootCauseAt: 5,
          resolutionEtaAt: 7,
          recentlyResolved: null,
        },
        {
          actions: null,
          context: null,
          rootCauseAt: null,
          resolutionEtaAt: null,
          recentlyResolved: { occurredAt: 1, resolvedAt: 3, summary: 'A host & its disks' },
        },
      ]);
    }
    expect(
      build([status(resourceId('vm1')), { ...troubled, resolutionEtaAt: 9 }, recovered], segment).segment.sameContent(
        segment,
      ),
    ).toBe(false);
  });

  it('is the same after a restart', () => {
    const { segment } = build(rows);
    const { head, bytes, idBytes } = segment.stored();
    const back = restoreHealth(
      SUBSCRIPTION,
      JSON.parse(JSON.stringify(head)),
      new Uint8Array(bytes),
      new Uint8Array(idBytes),
    );
    expect(
      rows.map((_, row) => [back.id(row), back.values[row], back.state(row), back.summary(row), back.reportedAt(row)]),
    ).toEqual(
      rows.map((_, row) => [
        segment.id(row),
        segment.values[row],
        segment.state(row),
        segment.summary(row),
        segment.reportedAt(row),
      ]),
    );
  });

  it('says the same when only the time of the report has moved', () => {
    const { segment } = build(rows);
    const later = rows.map((row) => ({ ...row, reportedAt: (row.reportedAt ?? 0) + 60_000 }));
    expect(segment.sameContent(build(later, segment).segment)).toBe(true);
    const worse = rows.map((row, index) => (index === 0 ? { ...row, availabilityState: 'Degraded' } : row));
    expect(segment.sameContent(build(worse, segment).segment)).toBe(false);
  });
});
