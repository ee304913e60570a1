import {
  LiveChannelConnectionState,
  LiveChannelEventType,
  type LiveChannelAddress,
  type LiveChannelEvent,
} from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import { Observable } from 'rxjs';

/** Grafana Live as far as the plugin uses it: messages of a channel, and whether it is connected. */
export const liveService = {
  getStream: ({ path }: LiveChannelAddress) =>
    new Observable<LiveChannelEvent>((listener) => {
      const source = new EventSource(`/api/live/${path}`);
      const tell = (state: LiveChannelConnectionState) =>
        listener.next({ type: LiveChannelEventType.Status, id: path, timestamp: Date.now(), state });
      tell(LiveChannelConnectionState.Connecting);
      source.onopen = () => tell(LiveChannelConnectionState.Connected);
      source.onerror = () => tell(LiveChannelConnectionState.Disconnected);
      source.onmessage = ({ data }) =>
        listener.next({ type: LiveChannelEventType.Message, message: JSON.parse(data as string) as unknown });
      return () => source.close();
    }),
} as unknown as GrafanaLiveSrv;
