/** What people in another process are told to do. */
export type CrowdOrder =
  | { readonly type: 'gather'; readonly url: string; readonly prefix: string; readonly people: number }
  | { readonly type: 'call'; readonly perSecond: number; readonly seconds: number };

/** What they answer when it is done: for calls, how long each took from the request to its ringing, in ms. */
export interface CrowdAnswer {
  readonly rings: readonly number[];
}
