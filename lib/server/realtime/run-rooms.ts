import { RunFollower, type Wanted } from './run-follower.ts';

type Send = Parameters<typeof RunFollower.start>[1];

interface Room {
  listeners: number;
  follower: Promise<RunFollower>;
}

/** The runs that somebody looks at. Each is followed once, however many look, and no longer than somebody does. */
export class RunRooms {
  readonly #send: Send;
  readonly #rooms = new Map<string, Room>();

  constructor(send: Send) {
    this.#send = send;
  }

  /** Resolves when everything after the run's present seq will be sent: who entered then reads what was before. */
  async enter(runId: string): Promise<void> {
    const room = this.#rooms.get(runId) ?? { listeners: 0, follower: RunFollower.start(runId, this.#send) };
    this.#rooms.set(runId, room);
    room.listeners++;
    try {
      await room.follower;
    } catch (error) {
      this.leave(runId);
      throw error;
    }
  }

  leave(runId: string): void {
    const room = this.#rooms.get(runId);
    if (!room) return;
    room.listeners--;
    if (room.listeners === 0) this.#rooms.delete(runId);
  }

  stir(runId: string, ...what: Wanted[]): void {
    this.#rooms.get(runId)?.follower.then(
      (follower) => follower.stir(...what),
      () => {},
    );
  }

  stirAll(): void {
    for (const runId of this.#rooms.keys()) this.stir(runId, 'events', 'logs');
  }

  close(): void {
    this.#rooms.clear();
  }
}
