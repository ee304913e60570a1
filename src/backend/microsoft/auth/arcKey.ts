import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

const MOST_BYTES = 4096;

/**
 * What Azure Arc's agent wants to see before it gives a token: the content of a file that it has just written, to which
 * its challenge leads. Whoever answers in the agent's place must not be able to have other files read, so the file must
 * be a `.key` in the agent's own folder, and small.
 * https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication
 *
 * @param challenge `WWW-Authenticate` of the 401.
 * @returns undefined where there is no such file.
 */
export async function readArcKey(challenge: string, folder: string): Promise<string | undefined> {
  const named = /^Basic realm="?([^"]+?)"?$/i.exec(challenge.trim())?.[1];
  if (named === undefined || extname(named).toLowerCase() !== '.key') {
    return undefined;
  }
  try {
    const file = await realpath(named);
    if (dirname(file) !== (await realpath(folder)) || file !== join(dirname(file), basename(named))) {
      return undefined;
    }
    return (await stat(file)).size > MOST_BYTES ? undefined : (await readFile(file, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
