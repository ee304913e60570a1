import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import type { AzureCspJsonData, AzureCspSecrets } from '../types.ts';

export type EditorProps = DataSourcePluginOptionsEditorProps<AzureCspJsonData, AzureCspSecrets>;

/** The settings and the ways to change them that the sections of the editor share. */
export interface SettingsAccess {
  json: AzureCspJsonData;
  readOnly: boolean;
  patch(change: Partial<AzureCspJsonData>): void;
  /** True when Grafana holds a value that can't be read back. */
  isStored(key: string): boolean;
  /** What was typed since the last save. */
  typedSecret(key: string): string;
  setSecret(key: string, value: string): void;
  resetSecret(key: string): void;
  /** Changes settings and overwrites secrets in one step; an empty secret wipes the stored one. */
  patchWith(change: Partial<AzureCspJsonData>, secrets: AzureCspSecrets): void;
}

export function settingsAccess({ options, onOptionsChange }: EditorProps): SettingsAccess {
  const json = options.jsonData ?? {};
  const typed = options.secureJsonData ?? {};
  const stored = options.secureJsonFields ?? {};
  const patchWith = (change: Partial<AzureCspJsonData>, secrets: AzureCspSecrets) =>
    onOptionsChange({
      ...options,
      jsonData: { ...json, ...change },
      // Grafana keeps every stored secret that a save doesn't name, so one that is to go is named and empty.
      secureJsonData: { ...typed, ...secrets },
      secureJsonFields: { ...stored, ...Object.fromEntries(Object.keys(secrets).map((key) => [key, false])) },
    });
  return {
    json,
    readOnly: Boolean(options.readOnly),
    patchWith,
    patch: (change) => onOptionsChange({ ...options, jsonData: { ...json, ...change } }),
    isStored: (key) => Boolean(stored[key]),
    typedSecret: (key) => typed[key] ?? '',
    setSecret: (key, value) => patchWith({}, { [key]: value }),
    resetSecret: (key) => patchWith({}, { [key]: '' }),
  };
}
