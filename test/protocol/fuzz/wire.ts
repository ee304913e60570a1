/** The plugin's gRPC in bytes: for messages that no Grafana would write, and answers as they really come. */
import { Metadata, status, type Client, type ServiceError } from '@grpc/grpc-js';
import type { PluginProcess } from '../host/pluginProcess.ts';
import { connect } from '../host/wire.ts';

/** How long any answer may take, on a machine that does other things as well. */
export const BOUND_MS = 30_000;

/** Messages of one answer, and how it ended. */
export interface WireAnswer {
  messages: Buffer[];
  code: number;
  /** gRPC's text of an error; '' without one. */
  details: string;
}

/** How a call may end that the plugin has heard: anything else is a connection that broke, or nobody who answers. */
const HEARD: ReadonlySet<number> = new Set([
  status.OK,
  status.UNKNOWN,
  status.INTERNAL,
  status.NOT_FOUND,
  status.RESOURCE_EXHAUSTED,
  status.UNIMPLEMENTED,
]);

const asIs = (bytes: Buffer): Buffer => bytes;

export class Wire {
  readonly #client: Client;

  constructor({ handshake }: PluginProcess) {
    this.#client = connect(handshake);
  }

  /**
   * Sends one message and takes what comes.
   *
   * @param path such as `/pluginv2.Data/QueryData`; also of calls that stream.
   * @param leaveAfterMs cancels a stream that has not ended by then, as a caller who has seen enough.
   * @throws {Error} when the plugin is not there any more, or does not answer within `BOUND_MS`.
   */
  async ask(path: string, message: Uint8Array, leaveAfterMs?: number): Promise<WireAnswer> {
    const call = this.#client.makeServerStreamRequest(path, asIs, asIs, Buffer.from(message), new Metadata(), {
      deadline: Date.now() + BOUND_MS,
    });
    const leave = leaveAfterMs === undefined ? undefined : setTimeout(() => call.cancel(), leaveAfterMs);
    const messages: Buffer[] = [];
    try {
      for await (const part of call) {
        messages.push(part as Buffer);
      }
      return { messages, code: status.OK, details: '' };
    } catch (thrown) {
      const { code, details } = thrown as ServiceError;
      const left = leave !== undefined && code === status.CANCELLED;
      if (!left && !HEARD.has(code)) {
        throw new Error(`${path} ended with ${status[code] ?? code}: ${details}`);
      }
      return { messages, code: left ? status.OK : code, details: left ? '' : details };
    } finally {
      clearTimeout(leave);
    }
  }

  close(): void {
    this.#client.close();
  }
}
