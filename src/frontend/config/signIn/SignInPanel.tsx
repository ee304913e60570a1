import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { SettingsAccess } from '../settingsAccess.ts';
import { redirectUri } from './appUrl.ts';
import { CopyText } from './CopyText.tsx';
import { SignInProgress } from './SignInProgress.tsx';
import { useSignIn } from './useSignIn.ts';

interface SignInPanelProps {
  credentialId: string;
  settings: SettingsAccess;
}

/** Gets the first refresh token: a partner user signs in with MFA, in a window or with a code on another device. */
export function SignInPanel({ credentialId, settings }: SignInPanelProps) {
  const styles = useStyles2(getStyles);
  const control = useSignIn(settings.uid, credentialId);
  const { signIn, startBrowser, startDevice } = control;
  const unsaved = settings.unsaved(credentialId);
  const busy = signIn.step === 'starting' || signIn.step === 'browser' || signIn.step === 'device';
  const redirect = signIn.step === 'browser' ? signIn.started.redirectUri : redirectUri(settings.uid);
  return (
    <div className={styles.panel} role="group" aria-label={`Sign-in of credential ${credentialId}`}>
      <h4 className={styles.title}>Sign in as a partner user</h4>
      <p className={styles.text}>
        A member of the AdminAgents group signs in with multifactor authentication. Register this as a redirect URI of
        the application, platform Web:
      </p>
      <CopyText label="redirect URI" text={redirect} />
      <div className={styles.buttons}>
        <Button type="button" icon="signin" disabled={busy || unsaved !== undefined} onClick={startBrowser}>
          Sign in with Microsoft
        </Button>
        <Button type="button" variant="secondary" disabled={busy || unsaved !== undefined} onClick={startDevice}>
          Use a device code instead
        </Button>
        {unsaved && <span className={styles.reason}>{unsaved}</span>}
      </div>
      <div aria-live="polite">
        <SignInProgress
          control={control}
          next={`Press ${settings.readOnly ? 'Test' : 'Save & test'} below: it says what the account reaches.`}
        />
      </div>
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    panel: css({
      maxWidth: 720,
      margin: theme.spacing(1, 0, 3),
      padding: theme.spacing(2),
      background: theme.colors.background.primary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.borderRadius(1),
    }),
    title: css({
      margin: 0,
      fontSize: theme.typography.body.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    text: css({ margin: theme.spacing(0.5, 0, 1), color: theme.colors.text.secondary }),
    buttons: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      marginTop: theme.spacing(2),
    }),
    reason: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
}
