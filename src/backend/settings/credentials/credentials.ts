import { CREDENTIAL_KINDS, type CredentialKind } from '../../../shared/credentialOptions.ts';
import { credentialIdProblem, openerProblem } from '../../../shared/settingsChecks.ts';
import { Fields } from '../fields.ts';
import { LABELS } from '../labels.ts';
import { readProof, readRefreshTokenVault, secretOf, type CredentialContext, type CredentialRow } from './proofs.ts';
import type { BrokenCredential, Credential, Settings, VaultItem } from '../settings.ts';

/** The credentials by id. Those that aren't complete are set apart, and leave their sentences in `mistakes` too. */
export function readCredentials(
  rows: unknown[],
  context: CredentialContext,
): Pick<Settings, 'credentials' | 'brokenCredentials'> & { firstId: string | undefined } {
  const { mistakes } = context;
  const credentials = new Map<string, Credential>();
  const mistakesOf = new Map<string, string[]>();
  for (const [index, row] of rows.entries()) {
    const id = readId(row, index, mistakes);
    if (id === '') {
      continue;
    }
    if (credentials.has(id)) {
      mistakes.push(`${LABELS.credentials}: the name "${id}" is used twice; names must differ.`);
      continue;
    }
    const own: string[] = [];
    mistakesOf.set(id, own);
    credentials.set(id, readCredential(id, row, { ...context, mistakes: own }));
  }
  const [firstId] = credentials.keys();
  const brokenCredentials = new Map<string, BrokenCredential>();
  for (const credential of credentials.values()) {
    const { id, kind, tenantId, clientId } = credential;
    const own = mistakesOf.get(id) ?? [];
    checkOpeners(credential, credentials, own);
    if (own.length > 0) {
      mistakes.push(...own);
      brokenCredentials.set(id, { id, kind, tenantId, clientId, mistake: own.join(' ') });
    }
  }
  brokenCredentials.forEach(({ id }) => credentials.delete(id));
  return { credentials, brokenCredentials, firstId };
}

function readId(row: unknown, index: number, mistakes: string[]): string {
  const fields = new Fields(row, `Credential ${index + 1}, `, mistakes);
  const id = fields.requiredText('id', LABELS.credential.id);
  const problem = id === '' ? undefined : credentialIdProblem(id);
  if (problem) {
    fields.mistake(LABELS.credential.id, problem);
    return '';
  }
  return id;
}

function readCredential(id: string, value: unknown, context: CredentialContext): Credential {
  const where = `Credential "${id}", `;
  const row: CredentialRow = { id, where, fields: new Fields(value, where, context.mistakes) };
  const { fields } = row;
  const kind = readKind(fields);
  const withUser = kind === 'secureApplicationModel';
  return {
    id,
    kind: kind ?? 'clientSecret',
    tenantId: fields.tenant('tenantId', LABELS.credential.tenantId),
    clientId:
      kind === 'managedIdentity'
        ? fields.optionalGuid('clientId', LABELS.credential.clientId)
        : fields.guid('clientId', LABELS.credential.clientId),
    proof: kind ? readProof(kind, row, context) : null,
    refreshToken: (withUser && secretOf('refreshToken', row, context)) || null,
    refreshTokenVault: withUser ? readRefreshTokenVault(row, context) : null,
  };
}

function readKind(fields: Fields): CredentialKind | undefined {
  const text = fields.requiredText('kind', LABELS.credential.kind);
  const kind = CREDENTIAL_KINDS.find((one) => one === text);
  if (text !== '' && !kind) {
    fields.mistake(LABELS.credential.kind, `must be one of ${CREDENTIAL_KINDS.join(', ')}`);
  }
  return kind;
}

function checkOpeners(credential: Credential, all: ReadonlyMap<string, Credential>, mistakes: string[]): void {
  for (const { credentialId } of vaultItemsOf(credential)) {
    const opener = all.get(credentialId);
    const label = `Credential "${credential.id}", ${LABELS.vault.credential}`;
    if (!opener) {
      mistakes.push(`${label} names "${credentialId}", but no credential has that name.`);
    } else if (vaultItemsOf(opener).length > 0) {
      mistakes.push(`${label} ${openerProblem(credentialId)}.`);
    }
  }
}

function vaultItemsOf({ proof, refreshTokenVault }: Credential): VaultItem[] {
  return [proof?.by === 'vaultCertificate' ? proof.item : null, refreshTokenVault].filter((item) => item !== null);
}
