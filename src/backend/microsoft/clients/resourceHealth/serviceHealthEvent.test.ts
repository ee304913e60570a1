import { readHealthEvent } from './serviceHealthEvent.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

test('reads the same event from Resource Graph and from Resource Health', () => {
  const graph = readHealthEvent({
    id: '/subscriptions/s/providers/Microsoft.ResourceHealth/events/ABC-123',
    name: 'ABC-123',
    properties: {
      TrackingId: 'ABC-123',
      EventType: 'ServiceIssue',
      Status: 'Active',
      Title: 'Trouble',
      IsHIR: 'true',
      PlatformInitiated: true,
      ImpactStartTime: NOON,
      LastUpdateTime: '2026-11-20T12:00:00.0000000Z',
      // Lists come as their JSON now and then.
      Impact: JSON.stringify([
        {
          ImpactedService: 'Storage',
          ImpactedRegions: [{ ImpactedRegion: 'West Europe', Updates: [{ EventTags: ['Final PIR'] }] }],
        },
      ]),
      RecommendedActions: { Message: 'Wait.', Actions: [{ ActionText: 'Or fail over.' }] },
    },
  });
  const rest = readHealthEvent({
    name: 'ABC-123',
    properties: {
      eventType: 'ServiceIssue',
      status: 'Active',
      title: 'Trouble',
      isHIR: true,
      platformInitiated: true,
      impactStartTime: '2026-11-20T12:00:00Z',
      lastUpdateTime: '2026-11-20T12:00:00Z',
      impact: [
        {
          impactedService: 'Storage',
          impactedRegions: [{ impactedRegion: 'West Europe', updates: [{ eventTags: ['Final PIR'] }] }],
        },
      ],
      recommendedActions: { message: 'Wait.', actions: [{ actionText: 'Or fail over.' }] },
    },
  });
  expect(graph).toEqual(rest);
  expect(graph).toMatchObject({
    trackingId: 'ABC-123',
    highImpact: true,
    tags: ['Final PIR'],
    recommendedActions: ['Wait.', 'Or fail over.'],
    impactStartAt: NOON,
    impactMitigationAt: null,
    maintenanceStartAt: null,
    impact: [{ service: 'Storage', regions: ['West Europe'] }],
  });
});

test('words that are not known pass through, and fields of another type count as missing', () => {
  const event = readHealthEvent({
    name: 'X-1',
    properties: { EventType: 'Weather', Status: 'Brewing', EventLevel: null, Title: 7, Impact: [null, 'x', {}] },
  });
  expect(event).toMatchObject({ eventType: 'Weather', status: 'Brewing', eventLevel: null, title: null, impact: [] });
});

test('of a sensitive event only the title is kept', () => {
  const event = readHealthEvent({
    name: 'X-1',
    properties: { Title: 'Advisory', Header: 'secret', Summary: 'secret', IsEventSensitive: true },
  });
  expect(event).toMatchObject({ title: 'Advisory', summary: null, sensitive: true });
  expect(JSON.stringify(event)).not.toContain('secret');
});

test.each([
  ['without properties', { name: 'X-1' }, 'it has no properties'],
  ['without an id', { properties: {} }, 'it has no tracking id'],
])('a row %s is left out with the reason', (_, row, reason) => {
  expect(readHealthEvent(row)).toBe(reason);
});
