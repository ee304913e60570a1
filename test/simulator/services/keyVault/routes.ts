import { randomUUID } from 'node:crypto';
import { noteCaller } from '../../core/authentication.ts';
import type { Exchange, Reply } from '../../core/http.ts';
import { WireError } from '../../core/http.ts';
import type { Service, Simulation } from '../../core/simulation.ts';
import type { Vault } from '../../world/vaults/vaultModel.ts';
import { authenticate, findVault, requireAction } from './access.ts';
import type { VaultAction } from './access.ts';
import { vaultError, vaultReply } from './errors.ts';
import { getSecret, listSecrets, listVersions, setSecret } from './handlers.ts';

const VERSIONS = ['7.0', '7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '2016-10-01', '2025-07-01', '2026-04-01'];
const TRANSACTIONS_PER_10_S = 4000;

interface VaultRoute {
  method: 'GET' | 'PUT';
  path: RegExp;
  operation: string;
  action: VaultAction;
  handle: (x: Exchange, vault: Vault, p: Record<string, string | undefined>) => Reply | Promise<Reply>;
}

/** Key Vault's secrets. https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups */
export function keyVaultService(simulation: Simulation): Service {
  const routes = routeTable(simulation);
  return {
    host: 'keyVault',
    identify: (exchange) => identify(simulation, routes, exchange),
    errorReply: (code) => vaultReply(code),
    handle: async (exchange) => {
      try {
        return decorate(await answer(simulation, routes, exchange));
      } catch (error) {
        throw error instanceof WireError ? new WireError(decorate(error.reply)) : error;
      }
    },
  };
}

function routeTable(simulation: Simulation): VaultRoute[] {
  const secret = (x: Exchange, vault: Vault, p: Record<string, string | undefined>): Promise<Reply> =>
    getSecret(simulation, x, vault, p.name ?? '', p.version);
  return [
    {
      method: 'GET',
      path: /^\/secrets\/?$/i,
      operation: 'listSecrets',
      action: 'readMetadata/action',
      handle: (x, vault) => listSecrets(x, vault),
    },
    {
      method: 'GET',
      path: /^\/secrets\/(?<name>[^/]+)\/versions$/i,
      operation: 'listSecretVersions',
      action: 'readMetadata/action',
      handle: (x, vault, p) => listVersions(simulation, x, vault, p.name ?? ''),
    },
    {
      method: 'GET',
      path: /^\/secrets\/(?<name>[^/]+)(\/(?<version>[^/]+)?)?$/i,
      operation: 'getSecret',
      action: 'getSecret/action',
      handle: secret,
    },
    {
      method: 'PUT',
      path: /^\/secrets\/(?<name>[^/]+)$/i,
      operation: 'setSecret',
      action: 'setSecret/action',
      handle: (x, vault, p) => setSecret(simulation, x, vault, p.name ?? ''),
    },
  ];
}

function findRoute(routes: readonly VaultRoute[], { method, path }: Exchange) {
  const matches = routes.flatMap((route) => {
    const match = route.path.exec(path);
    return match ? [{ route, params: { ...match.groups } as Record<string, string | undefined> }] : [];
  });
  const found = matches.find(({ route }) => route.method === method);
  return found ?? (matches.length > 0 ? 'method' : undefined);
}

async function identify(simulation: Simulation, routes: readonly VaultRoute[], exchange: Exchange): Promise<void> {
  const found = findRoute(routes, exchange);
  if (found && found !== 'method') {
    exchange.operation = found.route.operation;
  }
  await noteCaller(simulation, exchange);
}

async function answer(simulation: Simulation, routes: readonly VaultRoute[], exchange: Exchange): Promise<Reply> {
  const vault = findVault(simulation, exchange);
  const principal = await authenticate(simulation, exchange, vault);
  const version = exchange.query.get('api-version');
  if (!version || !VERSIONS.includes(version)) {
    throw vaultError(
      'BadParameter',
      version ? `The specified version (${version}) is not recognized.` : 'api-version must be specified',
    );
  }
  if (!simulation.limits.window(`keyVault ${vault.name}`, TRANSACTIONS_PER_10_S, 10_000).ok) {
    throw vaultError('Throttled');
  }
  const found = findRoute(routes, exchange);
  if (!found || found === 'method') {
    throw vaultError(found ? 'MethodNotAllowed' : 'NotFound');
  }
  requireAction(simulation, exchange, vault, principal, found.route.action);
  return found.route.handle(exchange, vault, found.params);
}

function decorate(reply: Reply): Reply {
  const headers = {
    'cache-control': 'no-cache',
    'x-ms-keyvault-region': 'westeurope',
    'x-ms-keyvault-service-version': '1.9.2000.1',
    'x-ms-request-id': randomUUID(),
  };
  return { ...reply, headers: { ...headers, ...reply.headers } };
}
