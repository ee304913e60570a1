import type { DataSourceInstanceSettings } from '@grafana/data';
import React from 'react';
import { createRoot } from 'react-dom/client';
import type { PublicDataSource } from '../dataSource.ts';
import { loadPlugin } from './amd.ts';
import { App } from './App.tsx';
import { installServices } from './services.ts';
import { readState } from './state.ts';

async function start(root: HTMLElement): Promise<void> {
  const [saved, meta] = await Promise.all([
    load<PublicDataSource>('/api/datasources/uid/azurecsp'),
    load<object>('/plugin/plugin.json'),
  ]);
  const settings = {
    ...saved,
    meta,
    readOnly: false,
    access: 'proxy',
    url: '',
  } as unknown as DataSourceInstanceSettings;
  const state = readState();
  installServices(settings, state.condition);
  const plugin = await loadPlugin('/plugin/module.js');
  createRoot(root).render(<App plugin={plugin} settings={settings} saved={saved} first={state} />);
}

async function load<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}`);
  }
  return (await answer.json()) as T;
}

const root = document.getElementById('root');
if (root) {
  start(root).catch((reason: unknown) => {
    root.textContent = reason instanceof Error ? reason.message : String(reason);
  });
}
