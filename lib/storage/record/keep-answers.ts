import type { Tx } from '../tx.ts';

/** A call's answer under its Idempotency-Key. */
export type KeptAnswer = {
  workspaceId: string;
  memberId: string;
  key: string;
  requestHash: string;
  status: number;
  /** JSON text. */
  body: string | null;
};

/**
 * Keeps answers in one statement; tells for each whether its key was free. Waits for transactions that hold one of the
 * keys, in the keys' order, so that two batches never wait for each other in a circle. Of twins given together the
 * first one's answer is kept.
 */
export async function keepAnswers(tx: Pick<Tx, 'query'>, answers: readonly KeptAnswer[]): Promise<boolean[]> {
  if (answers.length === 0) return [];
  const first = new Map<string, number>();
  for (const [index, answer] of answers.entries()) if (!first.has(idOf(answer))) first.set(idOf(answer), index);
  const column = <Name extends keyof KeptAnswer>(name: Name) =>
    [...first.values()].map((index) => answers[index]![name]);
  const { rows } = await tx.query<{ workspace_id: string; member_id: string; key: string }>({
    name: 'keep_answers',
    text: `insert into idempotency_key (workspace_id, member_id, key, request_hash, status, body)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int4[], $6::jsonb[]) as t(w, m, k)
     order by t.w, t.m, t.k on conflict do nothing returning workspace_id, member_id, key`,
    values: [
      column('workspaceId'),
      column('memberId'),
      column('key'),
      column('requestHash'),
      column('status'),
      column('body'),
    ],
  });
  const kept = new Set(
    rows.map(({ workspace_id, member_id, key }) => idOf({ workspaceId: workspace_id, memberId: member_id, key })),
  );
  return answers.map((answer, index) => first.get(idOf(answer)) === index && kept.has(idOf(answer)));
}

/** Gives the body of an answer whose key this transaction has taken without one. */
export async function fillAnswer(
  tx: Pick<Tx, 'query'>,
  { workspaceId, memberId, key, body }: KeptAnswer,
): Promise<void> {
  await tx.query('update idempotency_key set body = $4 where workspace_id = $1 and member_id = $2 and key = $3', [
    workspaceId,
    memberId,
    key,
    body,
  ]);
}

const idOf = ({ workspaceId, memberId, key }: Pick<KeptAnswer, 'workspaceId' | 'memberId' | 'key'>) =>
  `${workspaceId} ${memberId} ${key}`;
