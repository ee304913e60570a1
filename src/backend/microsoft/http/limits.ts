/** Bounds of every call, so that nothing waits, grows or loops for ever. Times in ms. */
export interface Limits {
  /** One attempt, from the request to the last byte of its body. */
  attemptMs: number;
  /** All attempts of one request together with the waits between them, from the start of the first. */
  totalMs: number;
  /** Attempts of one request. */
  attempts: number;
  /** Longest Retry-After that is waited for; a longer one ends the call with `retryAfterMs`. */
  longestWaitMs: number;
  /** First wait of the exponential backoff where Microsoft names none. */
  firstWaitMs: number;
  /** Bytes of one body, after decompression. Resource Graph's pages are capped near 16 MB. */
  bodyBytes: number;
  /** Pages of one list. */
  pages: number;
  /** Requests under way at once to one subscription. */
  perSubscription: number;
}

export const DEFAULT_LIMITS: Limits = {
  attemptMs: 60_000,
  totalMs: 150_000,
  attempts: 4,
  longestWaitMs: 60_000,
  firstWaitMs: 1_000,
  bodyBytes: 64 * 1024 * 1024,
  pages: 2_000,
  perSubscription: 4,
};
