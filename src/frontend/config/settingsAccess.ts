import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { useState } from 'react';
import type { CredentialOptions } from '../../shared/credentialOptions.ts';
import type { TenantOptions } from '../../shared/settings.ts';
import type { AzureCspJsonData, AzureCspSecrets } from '../types.ts';
import { secretKeys } from './credentials/credentialList.ts';

export type EditorProps = DataSourcePluginOptionsEditorProps<AzureCspJsonData, AzureCspSecrets>;
type Options = EditorProps['options'];

/** The settings and the ways to change them that the sections of the editor share. */
export interface SettingsAccess {
  /** Of the data source, for its resource routes. */
  uid: string;
  json: AzureCspJsonData;
  credentials: readonly CredentialOptions[];
  tenants: readonly TenantOptions[];
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
  /** Why the plugin can't be asked to use a credential yet; undefined: it can. Without one: the default credential. */
  unsaved(credentialId?: string): string | undefined;
}

/** The editor's props as its sections use them. */
export function useSettings({ options, onOptionsChange }: EditorProps): SettingsAccess {
  const saved = useSaved(options);
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
    uid: options.uid,
    json,
    credentials: rows(json.credentials),
    tenants: rows(json.tenants),
    readOnly: Boolean(options.readOnly),
    patchWith,
    patch: (change) => onOptionsChange({ ...options, jsonData: { ...json, ...change } }),
    isStored: (key) => Boolean(stored[key]),
    typedSecret: (key) => typed[key] ?? '',
    setSecret: (key, value) => patchWith({}, { [key]: value }),
    resetSecret: (key) => patchWith({}, { [key]: '' }),
    unsaved: (credentialId) => unsavedReason(options, saved, credentialId),
  };
}

/** True when a secret is neither stored nor typed. */
export function isMissing(settings: SettingsAccess, key: string): boolean {
  return !settings.isStored(key) && settings.typedSecret(key).trim() === '';
}

/** Rows of a list; a file may have anything else in its place, which the backend reports. */
function rows<T extends object>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value.map((row) => (typeof row === 'object' && row !== null ? row : ({} as T))) : [];
}

/** The options as they were last loaded: Grafana counts the version up with each save. */
function useSaved(options: Options): Options {
  const [saved, setSaved] = useState(options);
  if (saved.uid !== options.uid || saved.version !== options.version) {
    setSaved(options);
    return options;
  }
  return saved;
}

function unsavedReason(options: Options, saved: Options, credentialId: string | undefined): string | undefined {
  const id = credentialId ?? options.jsonData?.defaultCredential ?? rows(options.jsonData?.credentials)[0]?.id;
  if (id === undefined) {
    return 'Add a credential first.';
  }
  const typed = secretKeys(id).some((key) => options.secureJsonData?.[key] !== undefined);
  return typed || fingerprint(options, id) !== fingerprint(saved, id)
    ? `Save the data source first: credential "${id}" has changes that the plugin doesn't know yet.`
    : undefined;
}

/** What a sign-in with a credential depends on. */
function fingerprint({ jsonData }: Options, id: string): string {
  const credential = rows(jsonData?.credentials).find((one) => one.id === id);
  return JSON.stringify([credential, jsonData?.cloud, jsonData?.endpoints, jsonData?.network]);
}
