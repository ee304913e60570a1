import type { ServerResponse } from 'node:http';
import { contextOf, type Backend } from './api.ts';

/** Where the page hears a channel of the plugin: Grafana Live's part, as server-sent events instead of a WebSocket. */
export const LIVE_PREFIX = '/api/live/';

/** Hands on what the plugin streams until the page has gone, or the plugin. */
export async function streamChannel(response: ServerResponse, path: string, backend: Backend): Promise<void> {
  const left = new AbortController();
  response.on('close', () => left.abort());
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).flushHeaders();
  try {
    for await (const packet of backend.plugin.runStream({ ...contextOf(backend), path, signal: left.signal })) {
      response.write(`data: ${packet}\n\n`);
    }
  } catch {
    // Cancelled by the page that left, or the plugin is gone: the page sees the end either way.
  }
  response.end();
}
