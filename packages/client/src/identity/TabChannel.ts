/** What tabs of one browser tell each other; each tab hears those of others only. `nonce` names the page that asks, until it is sure of its endpoint id. */
export type TabMessage =
  | { readonly type: 'ask'; readonly endpointId: string; readonly nonce: string }
  | { readonly type: 'alive'; readonly endpointId: string; readonly nonce: string }
  | { readonly type: 'signed_out'; readonly userId: string }
  /** A missed call that the person has put away. */
  | { readonly type: 'dismissed_missed'; readonly userId: string; readonly callId: string };

/** A line to the other tabs of this page in this browser. */
export interface TabChannel {
  tell(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): void;
  close(): void;
}

const DEAF: TabChannel = { tell: () => undefined, listen: () => undefined, close: () => undefined };

/** The browser's channel; one that reaches nobody where the browser has none or forbids it. */
export function openTabChannel(): TabChannel {
  try {
    const channel = new BroadcastChannel('frontdesk');
    return {
      tell: (message) => channel.postMessage(message),
      listen: (listener) => channel.addEventListener('message', (event) => listener(event.data as TabMessage)),
      close: () => channel.close(),
    };
  } catch {
    return DEAF;
  }
}
