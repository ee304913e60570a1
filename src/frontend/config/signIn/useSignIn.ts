import { useEffect, useState } from 'react';
import type { DeviceStarted, SignInStarted, SignInStatus } from '../../../shared/signIn.ts';
import { errorText } from '../../errorText.ts';
import { routesOf } from '../routes.ts';
import { appUrl } from './appUrl.ts';

const POLL_MS = 2_000;
/** A Grafana that restarts, or a network that blinks, is no reason to give up on a sign-in. */
const FAILED_POLLS = 5;

export type SignIn =
  | { step: 'idle' }
  | { step: 'starting' }
  | { step: 'browser'; started: SignInStarted; opened: boolean }
  | { step: 'device'; started: DeviceStarted }
  | { step: 'ended'; status: SignInStatus };

export interface SignInControl {
  signIn: SignIn;
  /** Opens Microsoft's page in a new window; call it from a click, or the browser blocks the window. */
  startBrowser(): void;
  startDevice(): void;
  cancel(): void;
}

/** A partner user's sign-in for a credential: starts it and asks the backend how it goes until it has ended. */
export function useSignIn(uid: string, credential: string): SignInControl {
  const [signIn, setSignIn] = useState<SignIn>({ step: 'idle' });
  const attempt = 'started' in signIn ? signIn.started.attempt : undefined;
  useEffect(
    () => (attempt === undefined ? undefined : poll(uid, attempt, (status) => setSignIn({ step: 'ended', status }))),
    [uid, attempt],
  );
  const begin = (start: () => Promise<SignIn>) => {
    setSignIn({ step: 'starting' });
    start().then(setSignIn, (reason: unknown) => setSignIn(failed(errorText(reason))));
  };
  return {
    signIn,
    startBrowser: () => {
      // Opened now and led to Microsoft later: after the request a browser would take it for an unasked one.
      const opened = window.open('about:blank', '_blank');
      begin(async () => {
        try {
          const started = await routesOf(uid).startSignIn({ credential, appUrl: appUrl() });
          leadTo(opened, started.authorizeUrl);
          return { step: 'browser', started, opened: opened !== null };
        } catch (reason) {
          opened?.close();
          throw reason;
        }
      });
    },
    startDevice: () =>
      begin(async () => ({ step: 'device', started: await routesOf(uid).startDevice({ credential }) })),
    cancel: () => setSignIn({ step: 'idle' }),
  };
}

/** Asks until the attempt has ended; the returned function stops it. */
function poll(uid: string, attempt: string, onEnd: (status: SignInStatus) => void): () => void {
  let stopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout>;
  const ask = async () => {
    try {
      const status = await routesOf(uid).status(attempt);
      failures = 0;
      if (status.state !== 'pending' && !stopped) {
        onEnd(status);
        return;
      }
    } catch (reason) {
      failures += 1;
      if (failures >= FAILED_POLLS && !stopped) {
        onEnd({ state: 'failed', sentence: errorText(reason) });
        return;
      }
    }
    if (!stopped) {
      timer = setTimeout(() => void ask(), POLL_MS);
    }
  };
  timer = setTimeout(() => void ask(), POLL_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

function leadTo(opened: Window | null, url: string): void {
  if (opened && isWebAddress(url)) {
    // Microsoft's page is not to reach back into Grafana's.
    opened.opener = null;
    opened.location.href = url;
  }
}

/** False for `javascript:` and the like. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol);
}

function failed(sentence: string): SignIn {
  return { step: 'ended', status: { state: 'failed', sentence } };
}
