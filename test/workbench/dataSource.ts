import type { SimulatorLine } from '../grafana/simulator.ts';

/** What a page may know of a data source: everything but its secrets. */
export interface PublicDataSource {
  id: number;
  uid: string;
  name: string;
  type: string;
  jsonData: Record<string, unknown>;
  /** Which secrets are held; their values never leave the host. */
  secureJsonFields: Record<string, boolean>;
  version: number;
}

/** One data source in memory, kept by the rules of Grafana's own store. */
export class DataSourceStore {
  private jsonData: Record<string, unknown>;
  private secrets: Record<string, string>;
  private version = 1;
  private updated = Date.now();

  constructor({ jsonData, secureJsonData }: Pick<SimulatorLine, 'jsonData' | 'secureJsonData'>) {
    this.jsonData = { ...jsonData };
    this.secrets = { ...secureJsonData };
  }

  /** Settings as the plugin gets them, secrets included. */
  forPlugin() {
    return {
      uid: 'azurecsp',
      name: 'Azure CSP',
      jsonData: this.jsonData,
      secureJsonData: this.secrets,
      updated: this.updated,
    };
  }

  forBrowser(): PublicDataSource {
    const held = Object.entries(this.secrets).filter(([, value]) => value !== '');
    return {
      id: 1,
      uid: 'azurecsp',
      name: 'Azure CSP',
      type: 'cspwatch-azurecsp-datasource',
      jsonData: this.jsonData,
      secureJsonFields: Object.fromEntries(held.map(([key]) => [key, true])),
      version: this.version,
    };
  }

  /** A save: secrets that aren't named stay, named ones are overwritten; `updated` always rises, so instances are rebuilt. */
  save(change: { jsonData?: Record<string, unknown>; secureJsonData?: Record<string, string> }): PublicDataSource {
    this.jsonData = change.jsonData ?? this.jsonData;
    this.secrets = { ...this.secrets, ...change.secureJsonData };
    this.version += 1;
    this.updated = Math.max(Date.now(), this.updated + 1);
    return this.forBrowser();
  }
}
