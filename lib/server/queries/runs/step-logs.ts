import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { LogChunkView, LogHit, logHitsQuery, stepLogsQuery } from '#lib/contracts/step-log.ts';
import { cleanText } from '#lib/domain/run/clean.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { findRun } from './find-run.ts';

type Row = Omit<LogChunkView, 'at'> & { at: Date };

const columns = 'attempt, chunk, at, stream, text';

/**
 * The output of one attempt of a step (the latest when none is named), in chunks after `after`, or the last ones before
 * `before`: then `nextCursor` is the `before` of the page that stands before this one. With `until` the log ends there.
 */
export async function stepLogs(
  caller: Identity,
  id: string,
  step: string,
  query: Omit<z.output<typeof stepLogsQuery>, 'download'>,
): Promise<ListOf<LogChunkView>> {
  authorize(caller, 'run.read');
  const run = await stepOfRun(caller, id, step);
  const attempt = query.attempt ?? (await latestAttempt(run, step));
  const back = query.before !== undefined;
  const { rows } = await database().pool.query<Row>(
    `SELECT ${columns} FROM step_log WHERE run_id = $1 AND step_id = $2 AND attempt = $3
       AND chunk > $4 AND chunk < coalesce($5::int, 2147483647) AND at <= coalesce($7, 'infinity'::timestamptz)
     ORDER BY chunk ${back ? 'DESC' : 'ASC'} LIMIT $6`,
    [run, step, attempt, query.after, query.before ?? null, query.limit + 1, query.until ?? null],
  );
  const shown = rows.slice(0, query.limit);
  const nextCursor = rows.length > query.limit ? String(shown.at(-1)!.chunk) : null;
  if (back) shown.reverse();
  return { items: shown.map((row) => ({ ...row, at: row.at.toISOString() })), nextCursor };
}

/** Chunks of an attempt (the latest when none is named) that have a text, after `after`. What a chunk's end cuts in two is not found. */
export async function logHits(
  caller: Identity,
  id: string,
  step: string,
  query: z.output<typeof logHitsQuery>,
): Promise<ListOf<LogHit>> {
  authorize(caller, 'run.read');
  const run = await stepOfRun(caller, id, step);
  const attempt = query.attempt ?? (await latestAttempt(run, step));
  const { rows } = await database().pool.query<LogHit>(
    `SELECT chunk, (length(lower(text)) - length(replace(lower(text), t.wanted, ''))) / greatest(length(t.wanted), 1) AS hits
     FROM step_log, (SELECT lower($5::text) AS wanted) t
     WHERE run_id = $1 AND step_id = $2 AND attempt = $3 AND chunk > $4 AND at <= coalesce($7, 'infinity'::timestamptz)
       AND t.wanted <> '' AND position(t.wanted IN lower(text)) > 0
     ORDER BY chunk LIMIT $6`,
    [run, step, attempt, query.after, cleanText(query.text), query.limit + 1, query.until ?? null],
  );
  const items = rows.slice(0, query.limit);
  return { items, nextCursor: rows.length > query.limit ? String(items.at(-1)!.chunk) : null };
}

/** The output of an attempt as text, whole or as far as `until`, piece by piece: it may be larger than memory should hold. */
export async function logText(
  caller: Identity,
  id: string,
  step: string,
  query: Pick<z.output<typeof stepLogsQuery>, 'attempt' | 'until'>,
): Promise<{ attempt: number; text: AsyncGenerator<string> }> {
  authorize(caller, 'run.read');
  const run = await stepOfRun(caller, id, step);
  const attempt = query.attempt ?? (await latestAttempt(run, step));
  return { attempt, text: pieces(run, step, attempt, query.until) };
}

async function* pieces(run: string, step: string, attempt: number, until = 'infinity'): AsyncGenerator<string> {
  for (let after = -1; ; ) {
    const { rows } = await database().pool.query<Row>(
      `SELECT ${columns} FROM step_log WHERE run_id = $1 AND step_id = $2 AND attempt = $3 AND chunk > $4
         AND at <= $5::timestamptz
       ORDER BY chunk LIMIT 200`,
      [run, step, attempt, after, until],
    );
    for (const row of rows) yield row.text;
    if (rows.length < 200) return;
    after = rows.at(-1)!.chunk;
  }
}

async function stepOfRun(caller: Identity, id: string, step: string): Promise<string> {
  const run = await findRun(caller, id);
  const { rows } = await database().pool.query(
    // What has begun has a row, also where it is not in the graph; what has not stands only in the spec.
    `SELECT 1 FROM run_step WHERE run_id = $1 AND step_id = $2
     UNION ALL SELECT 1 FROM run_event WHERE run_id = $1 AND seq = 1
       AND data -> 'spec' -> 'steps' @> jsonb_build_array(jsonb_build_object('id', $2::text))`,
    [run.id, step],
  );
  if (rows.length === 0) throw refuse('not_found', 'The run has no such step.');
  return run.id;
}

async function latestAttempt(run: string, step: string): Promise<number> {
  const { rows } = await database().pool.query<{ attempt: number | null }>(
    'SELECT max(attempt) AS attempt FROM step_log WHERE run_id = $1 AND step_id = $2',
    [run, step],
  );
  return rows[0]?.attempt ?? 1;
}
