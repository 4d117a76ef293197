import type { Socket } from 'socket.io';
import { type LiveMessage, type Topic, topicSchema } from '#lib/contracts/live.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { log } from '#lib/server/log.ts';
import { isRefusal } from '#lib/server/refusal.ts';
import type { RunRooms } from './run-rooms.ts';
import { requireTopic } from './topic.ts';

export type ServerEvents = { [T in LiveMessage['type']]: (message: Extract<LiveMessage, { type: T }>) => void };
export type LiveSocket = Socket<
  Record<string, (topic: unknown, ack: unknown) => void>,
  ServerEvents,
  never,
  { identity: Identity }
>;

type Answer = { ok: true } | { ok: false; code: string };

const mostTopics = 50;
const runOf = (topic: Topic) => topic.slice('run:'.length);
const roomOf = ({ workspace }: Identity, topic: Topic) => (topic === 'workspace' ? `workspace:${workspace.id}` : topic);

/** Answers one socket's `join` and `leave`, one after the other, so that the rooms count right however fast they come. */
export function serveTopics(socket: LiveSocket, rooms: RunRooms): void {
  const joined = new Set<Topic>();
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work).catch((error: unknown) => log().error({ err: error }, 'A live topic failed'));
  };
  const leave = async (topic: Topic) => {
    if (!joined.delete(topic)) return;
    await socket.leave(roomOf(socket.data.identity, topic));
    if (topic !== 'workspace') rooms.leave(runOf(topic));
  };
  const join = async (topic: Topic): Promise<Answer> => {
    if (joined.has(topic)) return { ok: true };
    if (joined.size >= mostTopics) return { ok: false, code: 'invalid_request' };
    const { identity } = socket.data;
    await requireTopic(identity, topic);
    if (topic !== 'workspace') await rooms.enter(runOf(topic));
    joined.add(topic);
    await socket.join(roomOf(identity, topic));
    return { ok: true };
  };
  socket.on('join', (given: unknown, reply: unknown) => {
    const answer = (told: Answer) => typeof reply === 'function' && reply(told);
    const topic = readTopic(given);
    if (!topic) return answer({ ok: false, code: 'invalid_request' });
    inTurn(async () => {
      if (!socket.connected) return;
      try {
        answer(await join(topic));
      } catch (error) {
        if (!isRefusal(error)) log().error({ err: error }, 'A live topic could not be joined');
        answer({ ok: false, code: isRefusal(error) ? error.code : 'internal' });
      }
    });
  });
  socket.on('leave', (given: unknown) => {
    const topic = readTopic(given);
    if (topic) inTurn(() => leave(topic));
  });
  socket.on('disconnect', () => {
    inTurn(async () => {
      for (const topic of joined) await leave(topic);
    });
  });
}

function readTopic(given: unknown): Topic | null {
  const topic = topicSchema.safeParse(given);
  return topic.success ? (topic.data as Topic) : null;
}
