import { randomUUID } from 'node:crypto';
import type { ChannelTest } from '#lib/contracts/channel.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { findChannel, openChannel } from '#lib/server/channels/channel.ts';
import { createSender } from '#lib/server/channels/send.ts';
import { serverConfig } from '#lib/server/config.ts';
import { createEgress } from '#lib/server/egress/egress.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { workspaceHosts } from '#lib/storage/workspace-hosts.ts';

/** Sends a message that says it is a test, also through a channel that is off, and answers what the other side said. */
export async function testChannel(caller: Caller, id: string): Promise<ChannelTest> {
  authorize(caller, 'channel.manage');
  const { pool } = database();
  const row = await findChannel(pool, caller.workspace.id, { id });
  if (!row) throw refuse('not_found', 'There is no such channel.');
  const send = createSender(createEgress({ allowedHosts: workspaceHosts(pool) }));
  const sent = await send(openChannel(row), {
    event: 'test',
    id: `test-${randomUUID()}`,
    letter: {
      subject: `Test of the channel ${row.name}`,
      paragraphs: [`${caller.user.name} tests the channel ${row.name} of ${caller.workspace.name} in Countersign.`],
      link: { label: 'Open Countersign', url: serverConfig().url },
      footer: 'Nothing has to be done.',
    },
    data: { workspace: { slug: caller.workspace.slug, name: caller.workspace.name } },
  });
  const test: ChannelTest = sent.ok
    ? { ok: true, said: sent.said, fix: null }
    : { ok: false, said: sent.fault.message, fix: sent.fault.fix ?? null };
  return change(caller, async (tx) => {
    await recordAudit(tx, caller, {
      action: 'channel.tested',
      resource: { type: 'channel', id, name: row.name },
      details: { taken: test.ok },
    });
    return test;
  });
}
