import type { IceConfig } from '../media/CallLinkPorts.js';
import { type Store, WritableStore } from '../Store.js';
import { TRANSPORTS, waysOf } from './ways.js';

/** What is looked at, in the order in which it is shown. */
export const NETWORK_STEPS = ['page', 'server', 'socket', 'direct', 'udp', 'tcp', 'tls'] as const;
export type NetworkStep = (typeof NETWORK_STEPS)[number];

export type NetworkReason =
  /** The page is not https and not localhost. */
  | 'insecure'
  | 'unreachable'
  /** It takes longer than a call can bear. */
  | 'slow'
  /** Nobody has joined here: the server tells the way only to those who may call. */
  | 'not_joined'
  /** The person has checked too often. */
  | 'rate_limited'
  /** The operator has no TURN server, or none for this transport. */
  | 'no_relay'
  /** `ICE_POLICY=relay`: nothing goes directly, on purpose. */
  | 'relay_only'
  | 'blocked';

/** How one step went. `ms` is a round trip, where one was measured. */
export interface StepResult {
  readonly state: 'running' | 'ok' | 'warning' | 'failed' | 'skipped';
  readonly reason: NetworkReason | null;
  readonly ms: number | null;
}

export type NetworkView = Readonly<Record<NetworkStep, StepResult>>;

export type IceAnswer =
  | { readonly ice: IceConfig }
  | { readonly reason: 'not_joined' | 'rate_limited' | 'unreachable' };

/** What touches the browser and the network. Those that measure answer in ms, or null if it did not work. */
export interface NetworkProbes {
  readonly isSecure: () => boolean;
  readonly reachServer: () => Promise<number | null>;
  readonly openSocket: () => Promise<number | null>;
  readonly askIce: () => Promise<IceAnswer>;
  /** A packet to the server's STUN and back. */
  readonly reachByUdp: (stun: RTCIceServer) => Promise<number | null>;
  /** Relays from the page to itself by this one way. */
  readonly relay: (server: RTCIceServer) => Promise<number | null>;
}

/** A round trip above this is heard as a pause in a talk, in ms: ITU-T G.114 asks for 150 one way, at most 400. */
const SLOW_MS = 400;

const RUNNING: StepResult = { state: 'running', reason: null, ms: null };

/** Whether this page can reach the server, and whether picture and sound would get through. Runs once, from the start. */
export class NetworkCheck {
  readonly view: Store<NetworkView>;
  readonly #view: WritableStore<NetworkView>;
  readonly #probes: NetworkProbes;

  constructor(probes: NetworkProbes) {
    this.#probes = probes;
    const all = { page: RUNNING, server: RUNNING, socket: RUNNING, direct: RUNNING };
    this.#view = new WritableStore<NetworkView>({ ...all, udp: RUNNING, tcp: RUNNING, tls: RUNNING });
    this.view = this.#view;
  }

  /** Resolves when every step has its result; never throws. */
  async run(): Promise<void> {
    const { isSecure, reachServer, openSocket } = this.#probes;
    this.#set('page', isSecure() ? { state: 'ok', reason: null, ms: null } : failed('insecure'));
    await Promise.all([
      reachServer().then((ms) => this.#set('server', measured(ms, 'unreachable'))),
      openSocket().then((ms) => this.#set('socket', measured(ms, 'blocked'))),
      this.#media(),
    ]);
  }

  async #media(): Promise<void> {
    const answer = await this.#probes.askIce();
    if ('reason' in answer) {
      for (const step of ['direct', ...TRANSPORTS] as const) this.#set(step, skipped(answer.reason));
      return;
    }
    const { stun, relays } = waysOf(answer.ice.iceServers);
    const relayed = TRANSPORTS.map(async (transport) => {
      const server = relays[transport];
      if (!server) return this.#set(transport, skipped('no_relay'));
      this.#set(transport, measured(await this.#probes.relay(server), 'blocked'));
    });
    await Promise.all([this.#direct(answer.ice, stun), ...relayed]);
  }

  async #direct(ice: IceConfig, stun: RTCIceServer | null): Promise<void> {
    if (ice.icePolicy === 'relay') return this.#set('direct', skipped('relay_only'));
    if (!stun) return this.#set('direct', skipped('no_relay'));
    const ms = await this.#probes.reachByUdp(stun);
    // Without it a call goes through the relay, which is no failure.
    this.#set('direct', ms === null ? { state: 'warning', reason: 'blocked', ms } : { state: 'ok', reason: null, ms });
  }

  #set(step: NetworkStep, result: StepResult): void {
    this.#view.patch({ [step]: result });
  }
}

/** What all of it means for a call. */
export type NetworkSummary = 'running' | 'insecure' | 'no_server' | 'no_media' | 'good' | 'relayed' | 'untested';

export function summaryOf(view: NetworkView): NetworkSummary {
  if (view.page.state === 'failed') return 'insecure';
  if (view.server.state === 'failed' || view.socket.state === 'failed') return 'no_server';
  if (NETWORK_STEPS.some((step) => view[step].state === 'running')) return 'running';
  if (view.direct.state === 'ok' || view.udp.state === 'ok') return 'good';
  if (view.tcp.state === 'ok' || view.tls.state === 'ok') return 'relayed';
  const isTested = (['direct', ...TRANSPORTS] as const).some((step) => view[step].state !== 'skipped');
  return isTested ? 'no_media' : 'untested';
}

function measured(ms: number | null, reason: NetworkReason): StepResult {
  if (ms === null) return failed(reason);
  return ms > SLOW_MS ? { state: 'warning', reason: 'slow', ms } : { state: 'ok', reason: null, ms };
}

function failed(reason: NetworkReason): StepResult {
  return { state: 'failed', reason, ms: null };
}

function skipped(reason: NetworkReason): StepResult {
  return { state: 'skipped', reason, ms: null };
}
