import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccessLogStore } from '../../microsoft/accessLog/accessLogStore.ts';
import type { CredentialState } from '../../microsoft/api/credentialState.ts';

/** Something that is kept over restarts. */
export interface StoreCheck {
  /** As the subject of a sentence: `The last picture`. */
  what: string;
  /** Why it can't be kept, and what to do; null when it can. */
  problem: string | null;
  /** It works without being kept for now: said, but no failure. */
  tolerable?: true;
}

export interface Stores {
  /** The data folder; null: there is none. */
  directory: string | null;
  /** Why the store of the picture keeps nothing; null where it does. */
  pictureProblem: string | null;
  accessLog: Pick<AccessLogStore, 'flush' | 'problem'>;
  credentials: readonly CredentialState[];
}

/** Whether what is to be kept can be kept. Tries it, where that leaves nothing behind. */
export async function checkStores({
  directory,
  pictureProblem,
  accessLog,
  credentials,
}: Stores): Promise<StoreCheck[]> {
  const folder = await folderProblem(directory);
  await accessLog.flush();
  const tokens = credentials.filter(({ refreshToken }) => refreshToken !== null && refreshToken.keptIn !== 'none');
  const unkept = tokens.find(({ refreshToken }) => refreshToken?.problem);
  return [
    {
      what: 'The last picture',
      problem: folder ?? pictureProblem,
    },
    { what: 'The log of calls', problem: accessLog.problem() },
    ...(tokens.length > 0
      ? [
          {
            what: 'Refresh tokens',
            // The one that the settings have, or that was kept last, still works after a restart.
            tolerable: true as const,
            problem: unkept ? `Credential "${unkept.id}": ${unkept.refreshToken?.problem}` : null,
          },
        ]
      : []),
  ];
}

async function folderProblem(directory: string | null): Promise<string | null> {
  if (directory === null) {
    return 'There is no folder for it: set data_path for the plugin in the configuration of Grafana.';
  }
  const path = join(directory, `.check-${randomUUID()}`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(path, 'x');
    await rm(path);
    return null;
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code;
    return `The folder ${directory} can not be written to (${String(code)}). Check its owner, its rights and the room on its disk.`;
  }
}
