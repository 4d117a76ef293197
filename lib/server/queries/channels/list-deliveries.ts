import type { DeliveryView } from '#lib/contracts/channel.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import { isoOrNull } from '#lib/contracts/run-view/step-view.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { readChannel } from './channels.ts';

type Row = Omit<DeliveryView, 'at' | 'status' | 'sentAt' | 'nextAt'> & {
  at: Date;
  sentAt: Date | null;
  nextAt: Date | null;
};

const most = 50;

/** The last notices that went, go or did not go through a channel, newest first. */
export async function listDeliveries(caller: Identity, id: string): Promise<ListOf<DeliveryView>> {
  authorize(caller, 'channel.read');
  await readChannel(caller, id);
  const { rows } = await database().pool.query<Row>(
    `SELECT d.id, n.about, n.gate_id AS "gateId", g.title, g.workflow_name AS "workflowName", g.run_number AS "runNumber",
       n.created_at AS at, d.attempt AS attempts, d.sent_at AS "sentAt", d.next_at AS "nextAt", d.error
     FROM notice_delivery d JOIN notice n ON n.id = d.notice_id JOIN gate g ON g.id = n.gate_id
     WHERE d.channel_id = $1 AND d.workspace_id = $2 ORDER BY d.notice_id DESC LIMIT ${most}`,
    [id, caller.workspace.id],
  );
  const items = rows.map(({ at, sentAt, nextAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    status: sentAt ? ('sent' as const) : nextAt ? ('waiting' as const) : ('given up' as const),
    sentAt: isoOrNull(sentAt?.getTime() ?? null),
    nextAt: isoOrNull(nextAt?.getTime() ?? null),
  }));
  return { items, nextCursor: null };
}
