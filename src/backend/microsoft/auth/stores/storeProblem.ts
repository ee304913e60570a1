import { CspError } from '../../../common/errors.ts';

const KEPT =
  'Until then the newest refresh token lives in memory only, and the older one stays in use after a restart.';

/** What can be wrong with the plugin's own store of refresh tokens: what happened, and what to do. */
const PROBLEMS = {
  TokenStoreNoKey: {
    what: 'The refresh token store has no key, so refresh tokens are not kept on disk.',
    fix: "Enter a token store key in the data source's settings, or set token_store_key for the plugin in Grafana's configuration; or keep the refresh token in Key Vault.",
  },
  TokenStoreNoFolder: {
    what: 'The refresh token store has no folder.',
    fix: "Set data_path for the plugin in Grafana's configuration to a folder that the Grafana server may write to.",
  },
  TokenStoreWrongKey: {
    what: 'The refresh token store was encrypted with another key.',
    fix: 'Add that key as a second line to the token store key; or sign in again.',
  },
  TokenStoreDamaged: {
    what: 'The refresh token store is damaged and can not be read; it is kept aside when a new one is written.',
    fix: 'Restore the file from a backup, or sign in again.',
  },
  TokenStoreNewer: {
    what: 'The refresh token store was written by a newer version of the plugin; it is kept aside when a new one is written.',
    fix: 'Update the plugin, or sign in again.',
  },
  TokenStoreReadOnly: {
    what: 'The refresh token store may not be read or written.',
    fix: 'Give the account that Grafana runs as the right to read and write the folder and its files.',
  },
  TokenStoreFull: { what: 'There is no room left for the refresh token store.', fix: 'Free some disk space.' },
  TokenStoreLocked: {
    what: 'The refresh token store is locked by another program.',
    fix: 'Look for a backup or virus scanner that holds the file.',
  },
  TokenStoreNotAFile: {
    what: 'There is no file at the place of the refresh token store, but something else.',
    fix: 'Remove what is there, or set another data_path for the plugin.',
  },
  TokenStoreFailed: {
    what: 'The refresh token store could not be read or written.',
    fix: 'Look at the disk that holds it.',
  },
} as const;

/** Our codes of what can be wrong with the store of tokens. */
export type StoreProblemCode = keyof typeof PROBLEMS;

/** Node's codes of file operations. https://nodejs.org/api/errors.html#common-system-errors */
const BY_ERRNO: Readonly<Record<string, StoreProblemCode>> = {
  EACCES: 'TokenStoreReadOnly',
  EPERM: 'TokenStoreReadOnly',
  EROFS: 'TokenStoreReadOnly',
  ENOSPC: 'TokenStoreFull',
  EDQUOT: 'TokenStoreFull',
  EBUSY: 'TokenStoreLocked',
  EAGAIN: 'TokenStoreLocked',
  ETXTBSY: 'TokenStoreLocked',
  EISDIR: 'TokenStoreNotAFile',
  ENOTDIR: 'TokenStoreNotAFile',
  EEXIST: 'TokenStoreNotAFile',
};

/** @param path shown to the operator; holds nothing secret. */
export function storeProblem(code: StoreProblemCode, path: string | null): CspError {
  const { what, fix } = PROBLEMS[code];
  const where = path === null ? '' : ` The file: ${path}.`;
  return new CspError(`${what} ${fix} ${KEPT}${where} (${code})`, { code, status: 500, source: 'plugin' });
}

/** What a file operation threw, as one of these. */
export function fileProblem(thrown: unknown, path: string): CspError {
  if (thrown instanceof CspError) {
    return thrown;
  }
  const errno = (thrown as { code?: unknown } | null)?.code;
  const code = typeof errno === 'string' && Object.hasOwn(BY_ERRNO, errno) ? BY_ERRNO[errno] : undefined;
  return storeProblem(code ?? 'TokenStoreFailed', path);
}
