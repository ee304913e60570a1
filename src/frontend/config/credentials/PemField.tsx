import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { SecretArea } from '../fields/SecretArea.tsx';
import type { CertificateSummary, PemSummary } from '../pem.ts';
import type { SettingsAccess } from '../settingsAccess.ts';

interface PemFieldProps {
  label: string;
  help: string;
  secret: string;
  placeholder: string;
  required?: boolean;
  settings: SettingsAccess;
  summarize(text: string): PemSummary;
}

/** A text area for PEM that says what it holds while it is pasted, never the key. */
export function PemField({ summarize, ...area }: PemFieldProps) {
  const styles = useStyles2(getStyles);
  const typed = area.settings.typedSecret(area.secret);
  const summary = useMemo(() => (typed.trim() === '' ? undefined : summarize(typed)), [typed, summarize]);
  return (
    <SecretArea {...area} problem={() => summary?.problem}>
      {summary && (
        <ul className={styles.list} aria-label={`${area.label}: what was pasted`} aria-live="polite">
          {summary.certificates.map((certificate) => (
            <CertificateLine key={certificate.thumbprint} {...certificate} />
          ))}
          {summary.keys > 0 && <li>{summary.keys === 1 ? '1 private key' : `${summary.keys} private keys`}</li>}
        </ul>
      )}
    </SecretArea>
  );
}

const DAY_MS = 86_400_000;

function CertificateLine({ subject, notBefore, notAfter, thumbprint }: CertificateSummary) {
  const styles = useStyles2(getStyles);
  const days = Math.floor((notAfter.getTime() - Date.now()) / DAY_MS);
  return (
    <li>
      <div className={styles.line}>
        <strong>{subject || 'Certificate without a name'}</strong>
        <span>
          valid from {dateOf(notBefore)} to {dateOf(notAfter)}
        </span>
        {days < 0 ? (
          <Badge color="red" icon="exclamation-triangle" text="Expired" />
        ) : (
          days <= 30 && <Badge color="orange" icon="clock-nine" text={`${days} days left`} />
        )}
      </div>
      <div className={styles.thumbprint}>SHA-256 {thumbprint}</div>
    </li>
  );
}

function dateOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({ margin: theme.spacing(1, 0, 0), paddingLeft: theme.spacing(2) }),
    line: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
    thumbprint: css({
      color: theme.colors.text.secondary,
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
  };
}
