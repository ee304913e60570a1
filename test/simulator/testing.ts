import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { HostName } from './core/http.ts';
import type { Simulator } from './simulator.ts';
import { SMALL } from './world/smallIds.ts';

export const PARTNER_CENTER = 'https://api.partnercenter.microsoft.com';
export const ARM = 'https://management.azure.com';
export const GRAPH = 'https://graph.microsoft.com';
export const VAULT = 'https://vault.azure.net';

/** An answer as it came, with the parts that tests look at. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // Tests read deep into answers of many shapes; each states its own.
  json: <T>() => T;
}

/** One raw HTTP request: no client library whose kindness could hide a fault. */
export function send(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const json = <T>(): T => JSON.parse(text) as T;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

export function endpoint(simulator: Simulator, host: HostName): string {
  return simulator.simulation.origins[host];
}

/** Redeems the partner's refresh token; `form` changes or adds fields. */
export function redeem(
  simulator: Simulator,
  tenant: string,
  resource: string,
  form: Record<string, string> = {},
): Promise<Answer> {
  return postToken(simulator, tenant, {
    grant_type: 'refresh_token',
    client_id: SMALL.partnerApp,
    client_secret: simulator.secureJsonData['credential.partner.clientSecret'] ?? '',
    refresh_token: simulator.secureJsonData['credential.partner.refreshToken'] ?? '',
    scope: `${resource}/.default`,
    ...form,
  });
}

/** Signs in as the application of the tenant outside CSP. */
export function signInDirect(simulator: Simulator, tenant: string, form: Record<string, string> = {}): Promise<Answer> {
  return postToken(simulator, tenant, {
    grant_type: 'client_credentials',
    client_id: SMALL.directApp,
    client_secret: simulator.secureJsonData['credential.direct.clientSecret'] ?? '',
    scope: `${ARM}/.default`,
    ...form,
  });
}

/** Signs in as the application that opens the partner's key vaults. */
export function signInVault(simulator: Simulator, tenant: string, form: Record<string, string> = {}): Promise<Answer> {
  return postToken(simulator, tenant, {
    grant_type: 'client_credentials',
    client_id: SMALL.vaultApp,
    client_secret: simulator.world.data.applications.vault.secrets[0]?.value ?? '',
    scope: `${VAULT}/.default`,
    ...form,
  });
}

export function postToken(
  simulator: Simulator,
  tenant: string,
  form: Record<string, string>,
  path = 'oauth2/v2.0/token',
): Promise<Answer> {
  return send(`${endpoint(simulator, 'login')}/${tenant}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
}

export async function tokenFor(simulator: Simulator, tenant: string, resource: string): Promise<string> {
  return (await redeem(simulator, tenant, resource)).json<{ access_token: string }>().access_token;
}

/** GET with a bearer token; a path is taken from the host's origin. */
export function get(
  simulator: Simulator,
  host: HostName,
  path: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const url = path.startsWith('http') ? path : endpoint(simulator, host) + path;
  return send(url, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

/** One call of the control plane. */
export function control(simulator: Simulator, method: string, path: string, body?: unknown): Promise<Answer> {
  return send(`${simulator.control}/${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
