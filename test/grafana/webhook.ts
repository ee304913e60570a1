import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One alert of a notification: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ */
export interface Notified {
  /** ms since the epoch. */
  at: number;
  rule: string;
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
}

export interface Webhook {
  url: string;
  /** All that came, oldest first. */
  received: Notified[];
  stop(): Promise<void>;
}

/** Whom Grafana wakes up. */
export async function startWebhook(): Promise<Webhook> {
  const received: Notified[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) {
      pieces.push(piece as Buffer);
    }
    const { alerts } = JSON.parse(Buffer.concat(pieces).toString()) as {
      alerts: Array<{ status: Notified['status']; labels: Record<string, string> }>;
    };
    for (const { status, labels } of alerts) {
      received.push({ at: Date.now(), rule: labels['rulename'] ?? labels['alertname'] ?? '', status, labels });
    }
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
