import type { CallOptions } from '../../src/backend/microsoft/api/access.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import type { KeyVault } from '../../src/backend/microsoft/clients/keyVault/keyVault.ts';
import type { SettingsOperator } from '../../src/backend/settings/operator.ts';
import type { VaultItem } from '../../src/backend/settings/settings.ts';
import {
  arcOf,
  inVault,
  opener,
  pemOf,
  pkcs12Of,
  putSecret,
  settingsWith,
  tokenFile,
  type Setup,
} from '../microsoft/credentialKinds.ts';
import { CONTOSO, type Harness } from '../microsoft/harness.ts';
import type { Identities } from '../simulator/identities.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { PARTNER_CERTIFICATE } from '../simulator/world/vaults/vaultSecrets.ts';

type Machine = NonNullable<SettingsOperator['machine']>;

/** A simulator with everything that some way in needs. */
export interface Ground {
  harness: Harness;
  identities: Identities;
  arc: Machine;
  federatedTokenFile: string;
}

export async function prepare(harness: Harness): Promise<Ground> {
  const { simulator } = harness;
  const identities = await simulator.identities();
  putSecret(simulator, 'as-pfx', pkcs12Of(identities, SMALL.certificateApp), 'application/x-pkcs12');
  const federatedTokenFile = tokenFile(await simulator.federatedToken());
  return { harness, identities, arc: await arcOf(identities), federatedTokenFile };
}

/** One question whose answer is part of a way in. */
export interface Way {
  what: string;
  /** The request whose answer is spoiled. */
  host: 'keyVault' | 'identity' | 'login' | 'graph' | 'partnerCenter';
  path: string;
  /** Asked of a client that knows nothing yet. */
  ask(ground: Ground, options: CallOptions): Promise<unknown>;
}

/** Bytes of an answer that these clients take. */
export const MOST_BYTES = 1_000_000;
const IMPATIENT = { limits: { attempts: 1, pages: 20, bodyBytes: MOST_BYTES } };
const TESTED = { tenantId: SMALL.northwind, credentialId: 'tested' };
const MANAGED = { kind: 'managedIdentity' };
const CERTIFICATE = { kind: 'certificate', clientId: SMALL.certificateApp };
const WORKLOAD = { kind: 'workloadIdentity', clientId: SMALL.workloadApp };
/** MSAL adds a query to it. */
const TOKEN = '/oauth2/v2.0/token';

/** Enters a tenant with one credential more, set up as somebody would. */
function entering(setup: (ground: Ground) => Setup): Way['ask'] {
  return async (ground, options) => {
    const change = settingsWith(ground.harness.simulator, setup(ground));
    await ground.harness.another({ ...change, ...IMPATIENT }).signIn(TESTED, 'resourceManager', options);
  };
}

/** Key Vault itself, by the credential that opens it. */
function ofVault(
  name: string,
  ask: (vault: KeyVault, item: VaultItem, o: CallOptions) => Promise<unknown>,
): Way['ask'] {
  return ({ harness }, options) => {
    const { row, secrets } = opener(harness.simulator);
    const { credentials } = harness.simulator.jsonData as { credentials: object[] };
    const { keyVault } = harness.connection({
      jsonData: { credentials: [...credentials, row] },
      secureJsonData: secrets,
      ...IMPATIENT,
    });
    return ask(
      keyVault,
      { vault: harness.simulator.simulation.origins.keyVault, name, credentialId: 'opener' },
      options,
    );
  };
}

const ofMachine = (machineOf: (ground: Ground) => Machine): Way['ask'] =>
  entering((ground) => ({
    credential: MANAGED,
    operator: { allowManagedIdentity: true, machine: machineOf(ground) },
  }));

const ofPartner =
  (ask: (microsoft: Microsoft, o: CallOptions) => Promise<unknown>): Way['ask'] =>
  ({ harness }, options) =>
    ask(harness.another(IMPATIENT), options);

/** Every answer that a way in depends on, beside those of `clients.ts`. */
export const WAYS: readonly Way[] = [
  {
    what: "a secret of Key Vault's",
    host: 'keyVault',
    path: '/secrets/',
    ask: ofVault('sample', (vault, item, o) => vault.getSecret(item, o)),
  },
  {
    what: "versions of Key Vault's",
    host: 'keyVault',
    path: '/versions',
    ask: ofVault('sample', (vault, item, o) => vault.listVersions(item, o)),
  },
  {
    what: 'what Key Vault says of a new secret',
    host: 'keyVault',
    path: '/secrets/',
    ask: ofVault('kept', (vault, item, o) => vault.setSecret(item, { value: 'x', contentType: 'text', tags: {} }, o)),
  },
  {
    what: 'a certificate in Key Vault',
    host: 'keyVault',
    path: '/secrets/',
    ask: ofVault(PARTNER_CERTIFICATE, (vault, item, o) => vault.readCertificates(item, o)),
  },
  {
    what: 'a PKCS#12 certificate in Key Vault',
    host: 'keyVault',
    path: '/secrets/as-pfx/[^v]',
    ask: entering(({ harness }) => {
      const { row, secrets } = opener(harness.simulator);
      const certificateVault = inVault(harness.simulator, 'as-pfx');
      return { credential: { ...CERTIFICATE, certificateVault }, others: [row], secrets };
    }),
  },
  {
    what: 'IMDS',
    host: 'identity',
    path: '/metadata',
    ask: ofMachine(({ identities }) => ({ on: 'imds', origin: identities.imds })),
  },
  {
    what: 'App Service',
    host: 'identity',
    path: '/msi/',
    ask: ofMachine(({ identities }) => ({ on: 'appService', ...identities.appService })),
  },
  { what: "Azure Arc's agent", host: 'identity', path: '/arc/', ask: ofMachine(({ arc }) => arc) },
  {
    what: 'a machine that vouches for an application',
    host: 'identity',
    path: '/metadata',
    ask: entering(({ identities }) => ({
      credential: { ...WORKLOAD, federatedBy: 'managedIdentity', managedIdentityClientId: SMALL.userIdentity },
      operator: { allowManagedIdentity: true, machine: { on: 'imds', origin: identities.imds } },
    })),
  },
  {
    what: 'a token for a workload identity',
    host: 'login',
    path: TOKEN,
    ask: entering(({ federatedTokenFile }) => ({ credential: WORKLOAD, operator: { federatedTokenFile } })),
  },
  {
    what: 'a token for a certificate',
    host: 'login',
    path: TOKEN,
    ask: entering(({ identities }) => ({
      credential: CERTIFICATE,
      secrets: { 'credential.tested.certificate': pemOf(identities, SMALL.certificateApp) },
    })),
  },
  {
    what: 'a token for a refresh token',
    host: 'login',
    path: TOKEN,
    ask: ofPartner((microsoft, o) => microsoft.signIn(CONTOSO, 'resourceManager', o)),
  },
  {
    what: 'the tokens of a device code',
    host: 'login',
    path: TOKEN,
    ask: ofPartner(async (microsoft, o) => {
      const { deviceCode } = await microsoft.beginDeviceSignIn('partner', o);
      return microsoft.redeemDeviceSignIn('partner', deviceCode, o);
    }),
  },
  {
    what: 'the tokens of a code',
    host: 'login',
    path: TOKEN,
    ask: ofPartner((microsoft, o) => {
      const attempt = { code: 'code', redirectUri: 'https://grafana.example.com/', codeVerifier: 'v'.repeat(43) };
      return microsoft.redeemSignIn('partner', attempt, o);
    }),
  },
  {
    what: 'what Partner Center says of a consent',
    host: 'partnerCenter',
    path: 'applicationconsents',
    ask: ofPartner((microsoft, o) => {
      const grants = [{ enterpriseApplicationId: SMALL.workloadApp, scope: 'user_impersonation' }];
      const consent = { applicationId: SMALL.partnerApp, displayName: 'x', grants };
      return microsoft.grantApplicationConsent(SMALL.contoso, consent, o);
    }),
  },
  {
    what: 'Microsoft Graph',
    host: 'graph',
    path: 'delegatedAdminRelationships',
    ask: ofPartner((microsoft, o) => microsoft.listDelegatedAdminRelationships(o)),
  },
];
