import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import forge from 'node-forge';
import type { SettingsOperator } from '../../src/backend/settings/operator.ts';
import type { Identities } from '../simulator/identities.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { send, VAULT } from '../simulator/testing.ts';
import { SMALL } from '../simulator/world/smallIds.ts';

export type Row = Record<string, unknown>;

/** A credential as somebody would set it up, with what the server's operator has to say. */
export interface Setup {
  credential: Row;
  secrets?: Record<string, string>;
  operator?: Partial<SettingsOperator>;
  /** More credentials, such as the one that opens a vault. */
  others?: Row[];
}

/** Settings of the data source with one credential more; `id` of it is `tested`. */
export function settingsWith(simulator: Simulator, setup: Setup) {
  const { credentials } = simulator.jsonData as { credentials: Row[] };
  const tested = { id: 'tested', tenantId: SMALL.northwind, ...setup.credential };
  return {
    jsonData: { credentials: [...credentials, tested, ...(setup.others ?? [])] },
    secureJsonData: setup.secrets ?? {},
    ...(setup.operator && { operator: setup.operator }),
  };
}

export function pairOf(identities: Identities, clientId: string, name = 'current') {
  const pair = identities.applications.find((app) => app.clientId === clientId)?.certificates[name];
  if (!pair) {
    throw new Error(`The world has no certificate ${name} of ${clientId}.`);
  }
  return pair;
}

export function pemOf(identities: Identities, clientId: string, name = 'current'): string {
  const { privateKey, certificate } = pairOf(identities, clientId, name);
  return `${privateKey}\n${certificate}`;
}

/** What Key Vault hands out for a certificate unless its policy says PEM. */
export function pkcs12Of(identities: Identities, clientId: string): string {
  const { privateKey, certificate } = pairOf(identities, clientId);
  const { pki, pkcs12, asn1, util } = forge;
  const pfx = pkcs12.toPkcs12Asn1(pki.privateKeyFromPem(privateKey), [pki.certificateFromPem(certificate)], '', {
    algorithm: '3des',
  });
  return util.encode64(asn1.toDer(pfx).getBytes());
}

/** Makes a new version of a secret of the partner's vault. */
export function putSecret(simulator: Simulator, name: string, value: string, contentType: string): void {
  const vault = simulator.world.vaults.find(SMALL.vault);
  const known = vault && simulator.world.vaults.secret(vault, name);
  if (!vault) {
    throw new Error('The world has no vault.');
  }
  const id = String((known?.versions.length ?? 0) + 1).padStart(32, '0');
  const createdAt = simulator.simulation.clock.now() + Number(id) * 1000;
  simulator.world.vaults.put(vault, name, { id, value, contentType, createdAt, enabled: true });
}

/** The credential that opens the partner's vault, and its secret. */
export function opener(simulator: Simulator): { row: Row; secrets: Record<string, string> } {
  const { vault } = simulator.world.data.applications;
  return {
    row: { id: 'opener', kind: 'clientSecret', tenantId: vault.tenantId, clientId: vault.clientId },
    secrets: { 'credential.opener.clientSecret': vault.secrets[0]?.value ?? '' },
  };
}

export function inVault(simulator: Simulator, name: string): Row {
  return { vaultUrl: simulator.simulation.origins.keyVault, name, credential: 'opener' };
}

/** A file as the platform would mount it. */
export function tokenFile(content: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'azurecsp-federated-')), 'token');
  writeFileSync(file, content);
  return file;
}

/** Azure Arc's agent, and the folder that it writes its challenges to. */
export async function arcOf(identities: Identities): Promise<NonNullable<SettingsOperator['machine']>> {
  const endpoint = identities.arc.identityEndpoint;
  const challenge = await send(`${endpoint}?api-version=2020-06-01&resource=${VAULT}`, {
    headers: { Metadata: 'true' },
  });
  const file = /realm=(.+)$/.exec(challenge.headers['www-authenticate'] ?? '')?.[1] ?? '';
  return { on: 'arc', endpoint, keyFolder: dirname(file) };
}
