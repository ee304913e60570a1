/** What must never be seen outside: every secret that goes over the wire, heard on Microsoft's side. */
import type { Exchange, Reply } from '../simulator/core/http.ts';
import type { Simulator } from '../simulator/simulator.ts';

const ASKED = ['client_secret', 'client_assertion', 'refresh_token', 'code', 'code_verifier', 'device_code'];
const ANSWERED = ['access_token', 'refresh_token', 'id_token', 'device_code'];

/** Secrets by what they are, e.g. `refresh_token` or `Bearer`. */
export type Secrets = Map<string, Set<string>>;

/** Listens to a simulator from now on. */
export function overhear(simulator: Simulator): Secrets {
  const heard: Secrets = new Map();
  simulator.simulation.overhear = (exchange, reply) => {
    inRequest(exchange, heard);
    inReply(exchange, reply, heard);
  };
  return heard;
}

export function keep(secrets: Secrets, what: string, secret: unknown): void {
  if (typeof secret === 'string' && secret !== '') {
    secrets.set(what, (secrets.get(what) ?? new Set()).add(secret));
  }
}

function inRequest({ body, headers, host, method }: Exchange, heard: Secrets): void {
  const [scheme = '', value] = (headers.authorization ?? '').split(' ');
  keep(heard, scheme, value);
  keep(heard, 'x-identity-header', headers['x-identity-header']);
  if (host === 'login') {
    const form = new URLSearchParams(body);
    ASKED.forEach((name) => keep(heard, name, form.get(name)));
  }
  if (host === 'keyVault' && method === 'PUT') {
    keep(heard, 'vault value', (JSON.parse(body) as { value?: unknown }).value);
  }
}

function inReply({ host }: Exchange, { body, headers }: Reply, heard: Secrets): void {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  ANSWERED.forEach((name) => keep(heard, name, said[name]));
  if (host === 'keyVault') {
    keep(heard, 'vault value', said.value);
  }
  if (headers?.location !== undefined && URL.canParse(headers.location)) {
    keep(heard, 'code', new URL(headers.location).searchParams.get('code'));
  }
}

/** Where a secret turned up: `what: output`. Long ones are found by a piece of their middle too. */
export function leaks(secrets: Secrets, outputs: ReadonlyMap<string, Buffer>): string[] {
  const found = new Set<string>();
  for (const [what, values] of secrets) {
    for (const secret of [...values].flatMap(piecesOf)) {
      for (const [name, output] of outputs) {
        if (output.includes(secret)) {
          found.add(`${what}: ${name}`);
        }
      }
    }
  }
  return [...found];
}

const PIECE = 32;
/** The last line of a PEM may be a few letters, which stand in any large file by chance. */
const SHORTEST_LINE = 16;

/** PEM is wrapped, so each of its lines counts. */
export function piecesOf(secret: string): string[] {
  const all = secret.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('-----'));
  const lines = all.length > 1 ? all.filter((line) => line.length >= SHORTEST_LINE) : all;
  return lines.flatMap((line) => {
    const middle = Math.floor((line.length - PIECE) / 2);
    return line.length > 2 * PIECE ? [line, line.slice(middle, middle + PIECE)] : [line];
  });
}
