/** How many data sources are kept, and for how long. */
export interface InstanceLimits {
  /** An instance that nobody asked for this long is disposed: Grafana does not say when a data source is deleted. */
  idleMs: number;
  /** Beyond this many, the one idle for longest goes first. */
  max: number;
  /** A creation that failed is tried again after this long; until then its error is the answer. */
  retryMs: number;
}

export const DEFAULT_LIMITS: InstanceLimits = { idleMs: 24 * 3_600_000, max: 200, retryMs: 10_000 };
