import { healthValue, isKnownState } from './healthValue.ts';

const none = { reasonType: null, context: null, healthEventCause: null };

describe('healthValue', () => {
  it.each([
    ['Available', 0],
    ['Unknown', 1],
    ['Degraded', 3],
    ['Unavailable', 4],
    ['AVAILABLE', 0],
    ['unavailable', 4],
    ['Hibernating', 1],
    ['', 1],
    ['constructor', 1],
  ])('reads %p as %p', (availabilityState, value) => {
    expect(healthValue({ ...none, availabilityState })).toBe(value);
  });

  it.each([
    { reasonType: 'UserInitiated' },
    { reasonType: 'User Initiated' },
    { reasonType: 'userinitiated' },
    { context: 'Customer Initiated' },
    { context: 'CUSTOMER-INITIATED' },
    { healthEventCause: 'UserInitiated' },
  ])('sees the doing of the customer in %p', (reason) => {
    expect(healthValue({ ...none, availabilityState: 'Unavailable', ...reason })).toBe(2);
    expect(healthValue({ ...none, availabilityState: 'Available', ...reason })).toBe(0);
    expect(healthValue({ ...none, availabilityState: 'Degraded', ...reason })).toBe(3);
  });

  it('leaves what the platform did with the platform', () => {
    expect(
      healthValue({
        availabilityState: 'Unavailable',
        reasonType: 'Unplanned',
        context: 'Platform Initiated',
        healthEventCause: 'PlatformInitiated',
      }),
    ).toBe(4);
  });

  it('knows which states are known', () => {
    expect(['Degraded', 'degraded', 'Hibernating', 'toString', ''].map(isKnownState)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
