import type { CspError } from '../../common/errors.ts';
import { Until } from '../../common/until.ts';
import { isTransient } from '../../microsoft/http/transient.ts';
import type { Section } from '../model/sections.ts';

/** A tenant that isn't asked, but for a probe now and then. */
export interface OpenBreaker {
  /** ms. */
  since: number;
  error: CspError;
}

interface State {
  failures: number;
  sections: Set<Section>;
  open: OpenBreaker | null;
}

/** Failures of several sections, without anything in between that went well, until a tenant counts as dead. */
const FAILURES = 20;
const SECTIONS = 3;
/** The longest that a tenant that is back waits to be noticed, ms. */
export const PROBE_MS = 15 * 60_000;

/**
 * Tenants that answer nothing, so that each costs a probe instead of a sweep. A refused sign-in opens the breaker at
 * once, since all sections use the same token; servers that fail and time-outs do when they are all that comes from
 * several sections. The list of the tenant's subscriptions is the probe; once it can be read, the others are asked again.
 * A throttle opens nothing: budgets see to that.
 */
export class Breakers {
  readonly #states = new Map<string, State>();
  /** Tenants that a probe has found alive lately. */
  readonly #alive = new Map<string, Until>();

  of(tenantId: string): OpenBreaker | null {
    return this.#states.get(tenantId)?.open ?? null;
  }

  /** @returns whether it has opened by this. */
  failed(tenantId: string, section: Section, error: CspError, now: number): boolean {
    const refused = error.code.startsWith('AADSTS') && !isTransient(error);
    const broken = isTransient(error) && error.status !== 429;
    if (!refused && !broken) {
      this.succeeded(tenantId);
      return false;
    }
    const state = this.#states.get(tenantId) ?? { failures: 0, sections: new Set<Section>(), open: null };
    this.#states.set(tenantId, state);
    state.failures += 1;
    state.sections.add(section);
    const isAlive = (this.#alive.get(tenantId)?.leftMs(now) ?? 0) > 0;
    const dead = !isAlive && (refused || (state.failures >= FAILURES && state.sections.size >= SECTIONS));
    if (!dead) {
      return false;
    }
    const opened = state.open === null;
    state.open = { since: state.open?.since ?? now, error };
    return opened;
  }

  /**
   * Its probe has come back. Where all else fails again right then, another probe would let all in again, and so on as
   * fast as the tenant answers: for as long as a probe counts, what fails waits as single parts do.
   */
  isAlive(tenantId: string, now: number): void {
    this.#alive.set(tenantId, new Until(now, PROBE_MS));
  }

  /** Something came back, if only a refusal of one thing. @returns whether it has closed by this. */
  succeeded(tenantId: string): boolean {
    const open = this.of(tenantId) !== null;
    this.#states.delete(tenantId);
    return open;
  }
}

/** What people are told of a part that waits for the probe. */
export function heldBackSentence({ since, error }: OpenBreaker): string {
  const from = `${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `Not asked since ${from}, because the tenant can't be read; a probe at least every 15 minutes finds out when it can. ${error.message}`;
}
