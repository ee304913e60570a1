import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CspError } from '../../../src/backend/common/errors.ts';
import { RefreshTokens } from '../../../src/backend/microsoft/auth/refreshTokens/refreshTokens.ts';
import { LocalTokenStore } from '../../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import type { Credential } from '../../../src/backend/settings/settings.ts';
import { ManualClock } from '../../estate/manualClock.ts';
import { KeptLog } from '../harness.ts';

export const CREDENTIAL: Credential = {
  id: 'partner',
  kind: 'secureApplicationModel',
  tenantId: '11111111-0000-4000-8000-000000000001',
  clientId: '11111111-0000-4000-8000-0000000000a1',
  proof: { by: 'clientSecret', clientSecret: 'secret' },
  refreshToken: 'MARK-typed',
  refreshTokenVault: null,
};
/** Another one in the same store. */
export const SECOND: Credential = { ...CREDENTIAL, id: 'second', refreshToken: 'MARK-second' };
/** Entra's refusal of a refresh token that is no good any more. */
export const BAD_TOKEN = new CspError('no', { code: 'AADSTS70000', status: 400, source: 'downstream' });

/** A folder with one store of tokens, for as many processes as a test begins. */
export class TokenShelf {
  readonly log = new KeptLog();
  readonly clock = new ManualClock();
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async open(): Promise<TokenShelf> {
    return new TokenShelf(await mkdtemp(join(tmpdir(), 'tokens-')));
  }

  async close(): Promise<void> {
    await chmod(this.directory, 0o700);
    await rm(this.directory, { recursive: true });
  }

  store(keys = ['key one'], identity = '1/uid', directory: string | null = this.directory): LocalTokenStore {
    return new LocalTokenStore({ directory, identity, keys, clock: this.clock });
  }

  /** A process of its own: nothing is shared with the others but the file. */
  start(kept = this.store()): RefreshTokens {
    return new RefreshTokens({ storeOf: () => kept, clock: this.clock, log: this.log });
  }

  async files(): Promise<string[]> {
    return (await readdir(this.directory)).sort();
  }

  /** Of the first file. */
  async path(): Promise<string> {
    return join(this.directory, (await this.files())[0] as string);
  }

  async text(): Promise<string> {
    return readFile(await this.path(), 'utf8');
  }
}

/** Stands in for Entra: notes what is redeemed, and gives what the table says. */
export function entra(answers: Record<string, string | CspError | null>) {
  const used: string[] = [];
  return {
    used,
    redeem: (token: string) => {
      used.push(token);
      const answer = answers[token] ?? null;
      return answer instanceof CspError ? Promise.reject(answer) : Promise.resolve({ refreshToken: answer });
    },
  };
}
/** Redeems a credential's token once, and waits until what came of it is saved. */
export async function use(
  tokens: RefreshTokens,
  redeem: ReturnType<typeof entra>['redeem'],
  who = CREDENTIAL,
): Promise<void> {
  await tokens.use(who, redeem);
  await tokens.settled();
}
