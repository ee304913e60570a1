import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exchange, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import { checkMetadataRequest, metadataReply } from './imds.ts';
import { chooseIdentity, machineToken, oauthError } from './machineToken.ts';

/**
 * The agent of a server that Azure Arc knows. Who asks has to read a file that only the machine's administrators may
 * read. https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication
 */
export class ArcAgent {
  private readonly secrets = new Set<string>();
  private folder: string | undefined;

  /** Answers 401 with the name of a file first, then the token to whoever knows what is in it. */
  async token(simulation: Simulation, exchange: Exchange): Promise<Reply> {
    const resource = checkMetadataRequest(exchange, ['2020-06-01']);
    const { query } = exchange;
    if (['client_id', 'object_id', 'msi_res_id', 'principal_id', 'mi_res_id'].some((name) => query.has(name))) {
      return oauthError('invalid_request', 'User assigned identities are not available on this machine');
    }
    const secret = /^basic (?<secret>.+)$/i.exec(exchange.headers.authorization ?? '')?.groups?.secret;
    if (!secret) {
      const realm = await this.challenge();
      return {
        ...oauthError('unauthorized', 'Challenge', 401),
        headers: { 'www-authenticate': `Basic realm=${realm}` },
      };
    }
    // Each is good for one request.
    if (!this.secrets.delete(secret)) {
      return oauthError('forbidden', 'The key does not fit', 403);
    }
    const own = { clientId: '', principalId: [], resourceId: [] };
    const identity = chooseIdentity(simulation, new URLSearchParams(), own);
    return identity
      ? metadataReply(await machineToken(simulation, exchange, identity, resource))
      : oauthError('invalid_request', 'Identity not found');
  }

  /** Removes the folder. */
  async close(): Promise<void> {
    if (this.folder) {
      await rm(this.folder, { recursive: true, force: true });
      this.folder = undefined;
    }
  }

  private async challenge(): Promise<string> {
    this.folder ??= await mkdtemp(join(tmpdir(), 'azcmagent-'));
    const secret = randomBytes(32).toString('base64url');
    this.secrets.add(secret);
    const file = join(this.folder, `${randomUUID()}.key`);
    await writeFile(file, secret, { mode: 0o600 });
    return file;
  }
}
