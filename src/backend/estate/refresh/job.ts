/** How a run went, as far as the next one cares. */
export interface JobResult {
  failed: boolean;
  /** When Microsoft said how long to wait. */
  retryAfterMs?: number;
  /** When a read has to be confirmed by a second one: how soon. */
  confirmMs?: number;
  /** It wasn't asked for, or was asked as a probe: the longest until it is tried again. */
  probeMs?: number;
  /** Microsoft throttled on the way, even if it gave everything in the end. */
  throttled?: boolean;
}

/** Something that is done again and again. It reports its own failures: `run` throws only when it was aborted. */
export interface Job {
  readonly key: string;
  readonly intervalMs: number;
  run(signal: AbortSignal): Promise<JobResult>;
  /** Told when it is due next and how many times its cadence the runs are apart, after each run. */
  scheduled?(nextAt: number, stretch: number): void;
}
