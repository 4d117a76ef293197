import type { Pool } from 'pg';
import { findChannel, openChannel } from '#lib/server/channels/channel.ts';
import type { Message } from '#lib/server/channels/message.ts';
import type { Sender, Sent } from '#lib/server/channels/send.ts';
import { serverConfig } from '#lib/server/config.ts';
import { gateLetter } from '#lib/server/mail/gate-letters.ts';
import { SealBroken } from '#lib/storage/seal.ts';
import { type Delivery, drop, noteFailure, noteSent, takeChannelDeliveries } from './delivery.ts';
import { readersIn, type WorkspaceReaders } from './workspace-readers.ts';

/** Sends what is due through channels, a few at a time side by side; answers how many there were. */
export async function sendToChannels(pool: Pool, send: Sender): Promise<number> {
  const deliveries = await takeChannelDeliveries(pool);
  if (deliveries.length === 0) return 0;
  const workspaces = await readersIn(
    pool,
    deliveries.map(({ workspaceId }) => workspaceId),
  );
  await Promise.all(
    deliveries.map((delivery) => sendOne({ pool, send, delivery, workspace: workspaces.get(delivery.workspaceId) })),
  );
  return deliveries.length;
}

type One = { pool: Pool; send: Sender; delivery: Delivery; workspace: WorkspaceReaders | undefined };

async function sendOne({ pool, send, delivery, workspace }: One): Promise<void> {
  const ends = { pool, deliveries: [delivery] };
  const row = await findChannel(pool, delivery.workspaceId, { id: delivery.channelId });
  const isLate = delivery.gate.closed !== null && delivery.about !== 'closed';
  if (!row?.enabled || !workspace || isLate) return drop(ends);
  const sent = await sendThrough(() => send(openChannel(row), messageOf(delivery, workspace)));
  await (sent.ok ? noteSent(ends) : noteFailure({ ...ends, error: sent.fault.message }));
}

/** An address that cannot be opened is a failure like others: the key may come back. */
async function sendThrough(work: () => Promise<Sent>): Promise<Sent> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    return { ok: false, fault: { code: 'address', message: `Its address cannot be opened. ${error.message}` } };
  }
}

/** Times for a whole channel are told in UTC. */
function messageOf({ id, about, nth, gate }: Delivery, { name, slug }: WorkspaceReaders): Message {
  const { url } = serverConfig();
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    event: 'gate',
    id: `notice-${id}`,
    letter: {
      ...gateLetter({ about, gate, workspace: name, timeZone: 'UTC', url }),
      footer: `From ${name} in Countersign.`,
    },
    data: {
      about,
      nth,
      workspace: { slug, name },
      gate: {
        id: gate.id,
        title: gate.title,
        step: gate.step,
        placement: gate.placement,
        openedAt: iso(gate.openedAt),
        dueAt: iso(gate.dueAt),
        expiresAt: iso(gate.expiresAt),
        closed: gate.closed && {
          action: gate.closed.action,
          outcome: gate.closed.outcome,
          by: gate.closed.by.name,
          at: iso(gate.closed.at),
          expired: gate.closed.expired,
        },
      },
      run: { id: gate.runId, number: gate.runNumber, startedBy: gate.startedBy.name },
      workflow: { id: gate.workflowId, name: gate.workflowName },
    },
  };
}
