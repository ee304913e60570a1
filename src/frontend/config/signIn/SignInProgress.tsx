import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, LinkButton, Spinner, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { DeviceStarted, SignInStarted, SignInStatus } from '../../../shared/signIn.ts';
import { CopyText } from './CopyText.tsx';
import { minutesAndSeconds, useSecondsLeft } from './useSecondsLeft.ts';
import { isWebAddress, type SignInControl } from './useSignIn.ts';

/** How a sign-in is going, and what to do next. @param next what to do once it is complete. */
export function SignInProgress({ control, next }: { control: SignInControl; next: string }) {
  const { signIn, cancel } = control;
  switch (signIn.step) {
    case 'idle':
      return null;
    case 'starting':
      return <Waiting>Asking the plugin…</Waiting>;
    case 'browser':
      return <BrowserStep started={signIn.started} opened={signIn.opened} onCancel={cancel} />;
    case 'device':
      return <DeviceStep started={signIn.started} onCancel={cancel} />;
    case 'ended':
      return <Ended status={signIn.status} next={next} />;
  }
}

function BrowserStep({ started, opened, onCancel }: { started: SignInStarted; opened: boolean; onCancel(): void }) {
  return (
    <Waiting expiresAt={started.expiresAt} onCancel={onCancel}>
      {opened ? 'Waiting for the sign-in in the other window.' : 'The browser blocked the new window.'}{' '}
      {isWebAddress(started.authorizeUrl) && (
        <LinkButton
          href={started.authorizeUrl}
          target="_blank"
          rel="noreferrer"
          fill="text"
          size="sm"
          icon="external-link-alt"
        >
          Open Microsoft’s page
        </LinkButton>
      )}
    </Waiting>
  );
}

function DeviceStep({ started, onCancel }: { started: DeviceStarted; onCancel(): void }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.device}>
      <p>
        Open{' '}
        {isWebAddress(started.verificationUri) ? (
          <a className={styles.link} href={started.verificationUri} target="_blank" rel="noreferrer">
            {started.verificationUri}
          </a>
        ) : (
          started.verificationUri
        )}{' '}
        on any device and enter this code:
      </p>
      <CopyText label="device code" text={started.userCode} large />
      <Waiting expiresAt={started.expiresAt} onCancel={onCancel}>
        Waiting for the code to be entered.
      </Waiting>
    </div>
  );
}

function Waiting({ expiresAt, children, onCancel }: { expiresAt?: string; children: ReactNode; onCancel?(): void }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.waiting}>
      <Spinner />
      <span>{children}</span>
      {expiresAt && <Countdown until={expiresAt} />}
      {onCancel && (
        <Button type="button" variant="secondary" fill="text" size="sm" onClick={onCancel}>
          Stop waiting
        </Button>
      )}
    </div>
  );
}

function Countdown({ until }: { until: string }) {
  const styles = useStyles2(getStyles);
  const left = useSecondsLeft(until);
  // Not read out each second.
  return (
    <span className={styles.muted} role="timer" aria-live="off">
      {left > 0 ? `${minutesAndSeconds(left)} left` : 'The time is up.'}
    </span>
  );
}

function Ended({ status, next }: { status: SignInStatus; next: string }) {
  const styles = useStyles2(getStyles);
  if (status.state !== 'done') {
    const title = status.state === 'expired' ? 'The sign-in took too long' : 'The sign-in failed';
    return (
      <Alert className={styles.alert} severity="error" title={title}>
        {status.sentence} Try again with a button above.
      </Alert>
    );
  }
  // The sentence says who signed in and how.
  return (
    <Alert
      className={styles.alert}
      severity={status.mfa === false ? 'warning' : 'success'}
      title={status.mfa === false ? 'Signed in without multifactor authentication' : 'The sign-in is complete'}
    >
      {status.sentence} {status.mfa !== false && next}
    </Alert>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    waiting: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1.5),
    }),
    device: css({ marginTop: theme.spacing(2), '& p': { margin: theme.spacing(0, 0, 1) } }),
    link: css({ color: theme.colors.text.link, textDecoration: 'underline' }),
    muted: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
    alert: css({ margin: theme.spacing(2, 0, 0) }),
  };
}
