import { io, type Socket } from 'socket.io-client';
import { EventFeed } from '#lib/client/runs/event-feed.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { LiveMessage } from '#lib/contracts/live.ts';
import type { RunEventView } from '#lib/contracts/run-event.ts';
import { eventOf } from '#lib/contracts/run-view/event-view.ts';
import type { Api } from './api.ts';

/** Somebody who follows a run as a page does, over a line that can be cut. */
export class RunListener {
  /** Seqs of the events it was given, as they came. */
  readonly taken: number[] = [];
  /** How often it has joined the run. */
  joins = 0;
  readonly #socket: Socket;
  readonly #feed: EventFeed;

  constructor(api: Api, runId: string) {
    this.#feed = new EventFeed({
      begin: async () => 0,
      read: async (after) => {
        const page = await api.get<ListOf<RunEventView>>(`/runs/${runId}/events?after=${after}&limit=200`);
        return { events: page.items.map(eventOf), more: page.nextCursor !== null };
      },
      take: (events) => this.taken.push(...events.map(({ seq }) => seq)),
      failed: () => true,
    });
    this.#socket = io(api.url, {
      transports: ['websocket'],
      forceNew: true,
      auth: { key: api.key },
      reconnectionDelay: 20,
      reconnectionDelayMax: 200,
    });
    this.#socket.on('connect', async () => {
      const answer = await this.#socket
        .timeout(8000)
        .emitWithAck('join', `run:${runId}`)
        .catch(() => null);
      if (!answer?.ok) return;
      this.joins += 1;
      this.#feed.catchUp();
    });
    this.#socket.on('events', (message: Extract<LiveMessage, { type: 'events' }>) =>
      this.#feed.tell((message.events as RunEventView[]).map(eventOf)),
    );
  }

  /** Cuts the line in the middle of whatever it carries; it comes back by itself. False while there is none. */
  cut(): boolean {
    if (!this.#socket.connected) return false;
    this.#socket.io.engine.close();
    return true;
  }

  close(): void {
    this.#feed.close();
    this.#socket.disconnect();
  }
}
