import { Alert, Button } from '@grafana/ui';
import React, { useState, type ComponentType } from 'react';
import type { PublicDataSource } from '../dataSource.ts';
import { Panel } from './Panel.tsx';

interface Options extends PublicDataSource {
  secureJsonData?: Record<string, string>;
  readOnly?: boolean;
}

interface SettingsTabProps {
  saved: PublicDataSource;
  provisioned: boolean;
  ConfigEditor: ComponentType<never>;
  onSaved(saved: PublicDataSource): void;
}

/** The config editor with Grafana's `Save & test` below it. */
export function SettingsTab({ saved, provisioned, ConfigEditor, onSaved }: SettingsTabProps) {
  const [options, setOptions] = useState<Options>({ ...saved, readOnly: provisioned });
  const [verdict, setVerdict] = useState<{ ok: boolean; message: string }>();
  const [busy, setBusy] = useState(false);
  const Editor = ConfigEditor as ComponentType<Record<string, unknown>>;

  const saveAndTest = async () => {
    setBusy(true);
    try {
      if (!provisioned) {
        const answer = await fetch('/api/datasources/uid/azurecsp', {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonData: options.jsonData, secureJsonData: options.secureJsonData }),
        });
        const next = (await answer.json()) as PublicDataSource;
        setOptions({ ...next, secureJsonData: undefined });
        onSaved(next);
      }
      const health = await fetch('/api/datasources/uid/azurecsp/health');
      const { message } = (await health.json()) as { message: string };
      setVerdict({ ok: health.ok, message });
    } catch (reason) {
      setVerdict({ ok: false, message: String(reason) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Panel title="Data source settings">
      <Editor options={options} onOptionsChange={setOptions} />
      {verdict && <Alert severity={verdict.ok ? 'success' : 'error'} title={verdict.message} data-testid="verdict" />}
      <Button type="button" onClick={() => void saveAndTest()} disabled={busy}>
        {provisioned ? 'Test' : 'Save & test'}
      </Button>
    </Panel>
  );
}
