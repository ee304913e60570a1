import { CspError } from '../../common/errors.ts';
import { Breakers, heldBackSentence, PROBE_MS } from './breakers.ts';
import type { Section } from '../model/sections.ts';

const NOW = Date.UTC(2026, 10, 21, 9);
const SECTIONS: Section[] = ['inventory', 'resourceHealth', 'alerts'];
const TENANT = 'tenant';

let breakers: Breakers;
beforeEach(() => {
  breakers = new Breakers();
});

function error(status: number, code = 'InternalServerError'): CspError {
  return new CspError(`It answered ${code}.`, { code, status, source: 'downstream' });
}

/** So many failures of these sections in turn; what each of them said. */
function fail(times: number, what = error(500), sections = SECTIONS, tenant = TENANT): boolean[] {
  return Array.from({ length: times }, (_, index) =>
    breakers.failed(tenant, sections[index % sections.length] as Section, what, NOW + index),
  );
}

test('twenty failures of three sections open it, and not nineteen; it says so once', () => {
  expect(fail(19)).not.toContain(true);
  expect(breakers.of(TENANT)).toBeNull();
  expect(fail(3)).toEqual([true, false, false]);
  // Since when it is open, and what it met last.
  expect(breakers.of(TENANT)).toMatchObject({ since: NOW });
  expect(heldBackSentence({ since: NOW, error: error(500) })).toMatch(
    /^Not asked since 2026-11-21 09:00 UTC, .* It answered InternalServerError\.$/,
  );
});

test('failures of two sections alone open nothing, however many: others may well be read', () => {
  expect(fail(100, error(503), SECTIONS.slice(0, 2))).not.toContain(true);
  expect(fail(1, error(503), ['vmAnnotations'])).toEqual([true]);
});

test('whatever comes back in between begins the count anew', () => {
  const between: (() => void)[] = [
    () => breakers.succeeded(TENANT),
    // Somebody answered, if only with a refusal of one thing.
    () => breakers.failed(TENANT, 'alerts', error(403, 'AuthorizationFailed'), NOW),
    () => breakers.failed(TENANT, 'alerts', error(429, 'TooManyRequests'), NOW),
  ];
  for (const comesBack of between) {
    fail(19);
    comesBack();
    expect(fail(19)).not.toContain(true);
    comesBack();
  }
});

test('throttles open nothing, time-outs do, and refused sign-ins at once', () => {
  expect(fail(100, error(429, 'TooManyRequests'))).not.toContain(true);
  expect(fail(20, error(408, 'Timeout')).at(-1)).toBe(true);
  expect(fail(1, error(400, 'AADSTS50020'), SECTIONS, 'other')).toEqual([true]);
  // A sign-in that is only busy counts as any failure.
  expect(fail(19, error(503, 'AADSTS90033'), SECTIONS, 'busy')).not.toContain(true);
});

test('a tenant whose probe came back is not given up again before the next one is due', () => {
  fail(20);
  breakers.succeeded(TENANT);
  breakers.isAlive(TENANT, NOW);
  expect(fail(40)).not.toContain(true);
  expect(fail(1, error(400, 'AADSTS50020'))).toEqual([false]);
  expect(breakers.failed(TENANT, 'alerts', error(500), NOW + PROBE_MS)).toBe(true);
});

test('a tenant that opens costs no other one anything, and a success closes it', () => {
  fail(20);
  expect(breakers.of('other')).toBeNull();
  expect(breakers.succeeded('other')).toBe(false);
  expect(breakers.succeeded(TENANT)).toBe(true);
  expect(breakers.of(TENANT)).toBeNull();
});
