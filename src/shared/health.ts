/**
 * Health as a number that Grafana can colour, compare and alert on. Azure's own strings are kept beside it.
 * https://learn.microsoft.com/azure/service-health/resource-health-overview
 */
export const HEALTH_STATES = ['Available', 'Unknown', 'UserInitiated', 'Degraded', 'Unavailable'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** Index in HEALTH_STATES: 0 healthy, rising = worse. */
export type HealthValue = 0 | 1 | 2 | 3 | 4;

/** One per state in the order of HEALTH_STATES; grey is none of Grafana's named colours. Colour is never the only cue: the text goes with it. */
export const HEALTH_COLORS = ['green', '#8e8e8e', 'blue', 'orange', 'red'] as const;
