import type { Pool } from 'pg';
import { z } from 'zod';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { ChannelMessage, Channels } from '#lib/engine/step-ports.ts';
import { serverConfig } from '#lib/server/config.ts';
import { SealBroken } from '#lib/storage/seal.ts';
import { findChannel, type OpenChannel, openChannel } from './channel.ts';
import type { Message } from './message.ts';
import type { Sender, SendFault } from './send.ts';

type RunRow = { workflowId: string; workflowName: string; number: number; slug: string; workspace: string };

/** The channels of the workspaces, for steps. */
export function createChannels({ pool, send }: { pool: Pool; send: Sender }): Channels {
  return {
    async send(given) {
      const row = await findChannel(pool, given.workspaceId, { name: given.channel });
      if (!row)
        return failed({
          kind: 'input',
          message: `The workspace has no channel “${given.channel}”.`,
          place: 'with.channel',
          fix: 'Add it under Settings → Channels, or name one that is there; then retry the step.',
        });
      if (!row.enabled)
        return failed({
          kind: 'input',
          message: `The channel “${row.name}” is switched off.`,
          place: 'with.channel',
          fix: 'Switch it on under Settings → Channels, then retry the step.',
        });
      let channel: OpenChannel;
      try {
        channel = openChannel(row);
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        return failed({
          kind: 'input',
          message: `The address of the channel “${row.name}” cannot be opened. ${error.message}`,
          fix: 'Enter it anew under Settings → Channels.',
        });
      }
      const wrong = channel.kind === 'mail' ? given.to.findIndex((to) => !z.email().safeParse(to).success) : -1;
      if (wrong >= 0)
        return failed({
          kind: 'input',
          message: `“${given.to[wrong]?.slice(0, 100)}” is no mail address.`,
          place: `with.to.${wrong}`,
          fix: 'Write one address each, such as team@example.org.',
        });
      const message = messageOf(given, await runOf(pool, given));
      const sent = await send(channel, message, { signal: given.signal, to: given.to });
      return sent.ok ? sent : failed(stepErrorOf(row.name, sent.fault));
    },
  };
}

const failed = (error: StepError) => ({ ok: false as const, error });

async function runOf(pool: Pool, { runId, workspaceId }: ChannelMessage): Promise<RunRow> {
  const { rows } = await pool.query<RunRow>(
    `SELECT r.workflow_id AS "workflowId", r.workflow_name AS "workflowName", r.number, w.slug, w.name AS workspace
     FROM run r JOIN workspace w ON w.id = r.workspace_id WHERE r.id = $1 AND r.workspace_id = $2`,
    [runId, workspaceId],
  );
  return rows[0]!;
}

function messageOf(given: ChannelMessage, run: RunRow): Message {
  const { runId, stepId, attempt, to, subject, body, priority, idempotencyKey } = given;
  const from = `${run.workflowName} #${run.number}`;
  return {
    event: 'workflow.notify',
    id: idempotencyKey,
    priority,
    letter: {
      subject: priority === 'high' ? `Important: ${subject}` : subject,
      paragraphs: to.length > 0 ? [`From ${from}, for ${to.join(', ')}.`] : [`From ${from}.`],
      ...(body.trim() ? { body } : {}),
      link: { label: 'Open the run', url: `${serverConfig().url}/runs/${runId}` },
      footer: `Sent by the step ${stepId} of ${from} in ${run.workspace}.`,
    },
    data: {
      workspace: { slug: run.slug, name: run.workspace },
      workflow: { id: run.workflowId, name: run.workflowName },
      run: { id: runId, number: run.number, step: stepId, attempt },
      to: [...to],
      subject,
      body,
      priority,
    },
  };
}

const kinds: Partial<Record<SendFault['code'], StepError['kind']>> = {
  refused: 'refused',
  address: 'input',
  aborted: 'cancelled',
  said: 'http',
};

const stepErrorOf = (channel: string, { code, message, fix }: SendFault): StepError => ({
  kind: kinds[code] ?? 'network',
  message: `The channel “${channel}” did not take it. ${message}`,
  ...(fix === undefined ? {} : { fix }),
  details: { fault: code },
});
