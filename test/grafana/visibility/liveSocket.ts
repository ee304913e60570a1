import type { GrafanaApi } from '../api.ts';

/** One line of Centrifuge's protocol, which Grafana Live speaks: https://centrifugal.dev/docs/transports/client_protocol */
interface Line {
  id?: number;
  connect?: object;
  subscribe?: object;
  push?: { channel: string; pub?: { data: unknown } };
  error?: { code: number; message: string };
}

export interface Listening {
  /** Why the channel was refused. */
  refused?: string;
  /** What was pushed so far. */
  readonly pushed: unknown[];
  close(): void;
}

/** Listens to a channel of Grafana Live, as a browser's page does. */
export function listen(grafana: GrafanaApi, channel: string): Promise<Listening> {
  const url = `${grafana.url.replace('http', 'ws')}/api/live/ws`;
  // Headers are Node's own addition to what browsers have.
  const socket = new WebSocket(url, { headers: { ...grafana.identity } } as unknown as string[]);
  const pushed: unknown[] = [];
  const send = (line: object) => socket.send(JSON.stringify(line));
  const close = () => socket.close();
  return new Promise((done, failed) => {
    socket.onopen = () => send({ id: 1, connect: {} });
    socket.onerror = () => failed(new Error('Grafana Live can’t be reached.'));
    socket.onmessage = ({ data }) => {
      for (const text of String(data).split('\n').filter(Boolean)) {
        const line = JSON.parse(text) as Line;
        if (line.id === undefined && !line.push) {
          send({}); // An empty line asks whether somebody is there.
        } else if (line.push?.pub) {
          pushed.push(line.push.pub.data);
        } else if (line.id === 1 && !line.error) {
          send({ id: 2, subscribe: { channel } });
        } else {
          done({ ...(line.error && { refused: line.error.message }), pushed, close });
        }
      }
    };
  });
}
