import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes, randomInt } from 'node:crypto';
import path from 'node:path';
import { ServerCredentials, type Server } from '@grpc/grpc-js';
import type { Logger } from '../../common/log.ts';
import type { Address } from './handshake.ts';

/** Longest path a unix socket may have: 108 bytes with the final zero on Linux, 104 on macOS. */
const MAX_SOCKET_PATH = 103;
const TCP_ATTEMPTS = 20;

/** A server that listens. */
export interface Listening {
  address: Address;
  /** Removes what listening left on disk. Safe to call twice. */
  cleanUp(): void;
}

/**
 * Binds the server to a unix socket that only this user can reach, or else to a port of 127.0.0.1. Requests carry
 * decrypted secrets and the protocol has no TLS, so the socket comes first.
 */
export async function listen(server: Server, env: NodeJS.ProcessEnv, log: Logger): Promise<Listening> {
  for (const place of process.platform === 'win32' ? [] : socketPlaces(env)) {
    try {
      return await listenUnix(server, place, env);
    } catch (error) {
      log.warn('Could not listen on a unix socket; trying the next way.', {
        folder: place.folder,
        error: asError(error),
      });
    }
  }
  return { address: await listenTcp(server, env), cleanUp: () => {} };
}

interface SocketPlace {
  folder: string;
  /** The host made this folder for us: the socket goes straight into it. */
  given: boolean;
}

function socketPlaces(env: NodeJS.ProcessEnv): SocketPlace[] {
  if (env.PLUGIN_UNIX_SOCKET_DIR) {
    return [{ folder: env.PLUGIN_UNIX_SOCKET_DIR, given: true }];
  }
  const folders = [...new Set([env.TMPDIR, '/tmp', '/dev/shm'])];
  return folders.filter((folder): folder is string => Boolean(folder)).map((folder) => ({ folder, given: false }));
}

async function listenUnix(server: Server, place: SocketPlace, env: NodeJS.ProcessEnv): Promise<Listening> {
  // mkdtemp makes the folder with mode 0700, so nobody reaches the socket even before its own mode is set.
  const folder = place.given ? place.folder : mkdtempSync(path.join(place.folder, 'gpx-'));
  const socket = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}.sock`);
  const cleanUp = () => rmSync(place.given ? socket : folder, { recursive: true, force: true });
  try {
    if (Buffer.byteLength(socket) > MAX_SOCKET_PATH) {
      throw new Error(`The path ${socket} is too long for a unix socket.`);
    }
    await bind(server, `unix:${socket}`);
    setSocketMode(socket, env.PLUGIN_UNIX_SOCKET_GROUP);
    return { address: { network: 'unix', path: socket }, cleanUp };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

/** A host that runs plugins as another user names the group through which it reaches the socket. */
function setSocketMode(socket: string, group: string | undefined): void {
  const gid = Number(group);
  if (group && Number.isInteger(gid)) {
    chownSync(socket, -1, gid);
    chmodSync(socket, 0o660);
  } else {
    chmodSync(socket, 0o600);
  }
}

async function listenTcp(server: Server, env: NodeJS.ProcessEnv): Promise<Address> {
  const host = '127.0.0.1';
  const min = Number(env.PLUGIN_MIN_PORT) || 0;
  const max = Number(env.PLUGIN_MAX_PORT) || 0;
  for (let attempt = 0; attempt < TCP_ATTEMPTS && min > 0 && max >= min; attempt++) {
    try {
      return { network: 'tcp', host, port: await bind(server, `${host}:${randomInt(min, max + 1)}`) };
    } catch {
      // Taken: draw another.
    }
  }
  return { network: 'tcp', host, port: await bind(server, `${host}:0`) };
}

function bind(server: Server, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(target, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
