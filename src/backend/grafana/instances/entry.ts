import { createHash } from 'node:crypto';
import type { Until } from '../../common/until.ts';
import type { DataSourceInstance, InstanceSettings } from '../types.ts';

/** One data source's instance with what is known of its use. */
export interface Entry {
  key: string;
  name: string;
  updated: number;
  version: string;
  instance: Promise<DataSourceInstance>;
  /** The same, when it is there. */
  made?: DataSourceInstance;
  /** Set when creation failed: for how long it is not tried again. */
  failed?: Until;
  running: number;
  lastUsed: number;
  replaced: AbortController;
  disposing: boolean;
  /** Fires when it was disposed. */
  gone: AbortController;
}

/** One data source: its organisation (or namespace) and uid. */
export function keyOf(settings: InstanceSettings): string {
  return `${settings.namespace || settings.orgId}/${settings.uid}`;
}

/** @param now milliseconds since the epoch. */
export function entryOf(settings: InstanceSettings, instance: Promise<DataSourceInstance>, now: number): Entry {
  return {
    key: keyOf(settings),
    name: settings.name,
    updated: settings.updated,
    version: versionOf(settings),
    instance,
    running: 0,
    lastUsed: now,
    replaced: new AbortController(),
    disposing: false,
    gone: new AbortController(),
  };
}

/** Tells settings apart. A hash, so that no second copy of the secrets is kept. */
export function versionOf(settings: InstanceSettings): string {
  const { updated, name, url, jsonData, secureJsonData } = settings;
  const secrets = Object.entries(secureJsonData).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([updated, name, url, jsonData, secrets]))
    .digest('base64');
}
