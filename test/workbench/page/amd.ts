import * as emotionCss from '@emotion/css';
import * as grafanaData from '@grafana/data';
import type { DataSourcePlugin } from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import React from 'react';
import * as ReactDom from 'react-dom';
import * as rxjs from 'rxjs';

const SHARED: Record<string, unknown> = {
  '@emotion/css': emotionCss,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  react: React,
  'react-dom': ReactDom,
  rxjs,
};

type Define = ((...parts: unknown[]) => void) & { amd?: object };

/** Loads the built module.js as Grafana's loader does: an AMD module that is handed the host's own packages. */
export function loadPlugin(url: string): Promise<DataSourcePlugin<never>> {
  return new Promise((resolve, reject) => {
    const define: Define = (...parts) => {
      // Grafana 10.4's code editor brings a loader of its own, which takes the place only when it is free.
      delete (window as { define?: Define }).define;
      const factory = parts.pop() as (...modules: unknown[]) => { plugin: DataSourcePlugin<never> };
      const names = (parts.pop() ?? []) as string[];
      const missing = names.filter((name) => !(name in SHARED));
      if (missing.length > 0) {
        reject(new Error(`The plugin asks for ${missing.join(', ')}, which this host does not give`));
        return;
      }
      resolve(factory(...names.map((name) => SHARED[name])).plugin);
    };
    define.amd = {};
    (window as unknown as { define: Define }).define = define;
    const script = document.createElement('script');
    script.src = url;
    script.onerror = () => reject(new Error(`${url} is missing: npm run build makes it`));
    document.head.append(script);
  });
}
