import { io, type Socket } from 'socket.io-client';
import type { LiveMessage, Topic } from '#lib/contracts/live.ts';

/** `live`: what is shown is current · `catching up`: connected again, missed changes are being read · `offline`. */
export type LiveState = 'live' | 'catching up' | 'offline';

/** Called for every message of a topic, and with `null` after (re)joining: then read what may have been missed. */
export type LiveListener = (message: LiveMessage | null) => void;

const knockMs = 1000;

type JoinAnswer = { ok: true } | { ok: false; code: string };

/**
 * The page's one connection. A topic is joined when its first listener comes and left with its last; after a lost
 * connection every topic is joined again and its listeners are told to read (join first, read after: nothing falls
 * between). A first connection that has not come up yet counts as `catching up`, so that the dot does not cry wolf.
 *
 * A lost connection comes back by itself; one that the server ended or refused (the session has ended, the workspace was
 * left) does not: whoever opened it is asked whether to try again.
 */
export class LiveConnection {
  #socket: Socket;
  #state: LiveState = 'catching up';
  #listeners = new Map<Topic, Set<LiveListener>>();
  #watchers = new Set<() => void>();
  #joining = 0;
  #open = false;
  #mayStay: () => Promise<boolean>;

  /** `mayStay` resolves once it is known whether this page still belongs to somebody; with false it stays offline. */
  constructor(mayStay: () => Promise<boolean>) {
    this.#mayStay = mayStay;
    this.#socket = io({
      path: '/socket.io',
      autoConnect: false,
      reconnectionDelayMax: 4000,
      // One connection is one process, so that several need no proxy which remembers who talks to which. Where a network
      // lets no WebSocket through, it polls.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
    });
    this.#socket.on('connect', () => this.#joinAll());
    this.#socket.on('disconnect', (reason) => this.#lost(reason === 'io server disconnect'));
    this.#socket.on('connect_error', () => this.#lost(!this.#socket.active));
    for (const event of ['changed', 'events', 'log'] as const) {
      this.#socket.on(event, (message: LiveMessage) =>
        this.#deliver('runId' in message ? `run:${message.runId}` : 'workspace', message),
      );
    }
  }

  get state(): LiveState {
    return this.#state;
  }

  open() {
    this.#open = true;
    this.#socket.connect();
  }

  close() {
    this.#open = false;
    this.#socket.disconnect();
  }

  /** Calls `watcher` whenever `state` changes; the answer ends that. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Listens to a topic; the answer ends that. */
  listen(topic: Topic, listener: LiveListener): () => void {
    const there = this.#listeners.get(topic);
    if (there) {
      there.add(listener);
    } else {
      this.#listeners.set(topic, new Set([listener]));
      if (this.#socket.connected) void this.#join(topic);
    }
    return () => {
      const left = this.#listeners.get(topic);
      left?.delete(listener);
      if (left?.size) return;
      this.#listeners.delete(topic);
      if (this.#socket.connected) this.#socket.emit('leave', topic);
    };
  }

  #lost(turnedAway: boolean) {
    this.#set('offline');
    if (turnedAway) void this.#knock();
  }

  async #knock() {
    if (!(await this.#mayStay())) return;
    // Not at once: a server that refuses again would be asked without end.
    await new Promise((wake) => setTimeout(wake, knockMs));
    if (this.#open) this.#socket.connect();
  }

  #joinAll() {
    if (this.#listeners.size === 0) this.#set('live');
    for (const topic of this.#listeners.keys()) void this.#join(topic);
  }

  async #join(topic: Topic) {
    this.#joining++;
    this.#set('catching up');
    try {
      const answer: JoinAnswer = await this.#socket.timeout(8000).emitWithAck('join', topic);
      if (answer.ok) this.#deliver(topic, null);
    } catch {
      // No answer in time: the connection is being lost, and `connect` will join again.
    } finally {
      this.#joining--;
      if (this.#joining === 0 && this.#socket.connected) this.#set('live');
    }
  }

  #deliver(topic: Topic, message: LiveMessage | null) {
    for (const listener of this.#listeners.get(topic) ?? []) listener(message);
  }

  #set(state: LiveState) {
    if (this.#state === state) return;
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}
