import { toUSVString } from 'node:util';
import { shorten } from './shorten.ts';

/** Whose fault an error is, in Grafana's terms: ours, or that of something the plugin calls (or of what was asked). */
export type ErrorSource = 'plugin' | 'downstream';

/**
 * Stable names of what can go wrong, for rows, tests and alert rules. Microsoft's own codes (AADSTS, ARM, Partner
 * Center) are passed through as they are, e.g. `AADSTS7000215`, `AuthorizationFailed`, `900421`.
 */
export type ErrorCode = string;

export interface CspErrorOptions {
  code: ErrorCode;
  /** HTTP-like status: what Microsoft answered, or what Grafana shall answer. */
  status: number;
  source: ErrorSource;
  /** When Microsoft said how long to wait. Milliseconds. */
  retryAfterMs?: number;
  /** Microsoft's request id, for a support ticket. */
  requestId?: string;
  cause?: unknown;
}

/**
 * The one error of the backend. Its message is a sentence for the operator: what happened and what to do. It never
 * holds a secret, a token, a header or a response body.
 */
export class CspError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly source: ErrorSource;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;

  constructor(sentence: string, options: CspErrorOptions) {
    // Codes come from outside, and half a character in them could not be written anywhere.
    super(toUSVString(shorten(sentence)), { cause: options.cause });
    this.name = 'CspError';
    this.code = toUSVString(options.code);
    this.status = options.status;
    this.source = options.source;
    this.retryAfterMs = options.retryAfterMs;
    this.requestId = options.requestId;
  }

  /** Whatever was thrown, as a CspError. What is not ours is a defect of the plugin; its text goes to the log, not to people. */
  static from(thrown: unknown): CspError {
    if (thrown instanceof CspError) {
      return thrown;
    }
    if (isAbort(thrown)) {
      return cancelled(thrown);
    }
    return new CspError('The plugin failed in a way it should not. Its log has the details.', {
      code: 'Internal',
      status: 500,
      source: 'plugin',
      cause: thrown,
    });
  }
}

/** An error in what was asked or configured: status 400, not a defect of the plugin. */
export function badInput(sentence: string, code = 'BadInput'): CspError {
  return new CspError(sentence, { code, status: 400, source: 'downstream' });
}

/** A call whose caller has stopped waiting for it, whatever the caller's own reason was. */
export function cancelled(cause?: unknown): CspError {
  return new CspError('The request was cancelled before it was done.', {
    code: 'Cancelled',
    status: 499,
    source: 'downstream',
    cause,
  });
}

/** What the disk, SQLite or Node say in their errors. Never for people where the error may hold what is secret. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** By name: what `AbortSignal` throws may come from another realm, whose `Error` is not ours. */
export function isAbort(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && thrown.name === 'AbortError';
}
