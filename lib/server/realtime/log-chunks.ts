import type { LogChunkView } from '#lib/contracts/step-log.ts';
import { database } from '#lib/storage/database.ts';

/** `step#attempt` → the last chunk that was sent. */
export type LogMarks = Map<string, number>;

const keyOf = (step: string, attempt: number) => `${step}#${attempt}`;

// Output comes from attempts that run, and for a moment after they ended. An older attempt is read by who looks at it.
const lively = `SELECT step_id, attempt FROM run_step
  WHERE run_id = $1 AND (status = 'running' OR finished_at > now() - interval '10 seconds')`;

/** Where the output of each lively attempt is now. */
export async function logMarks(runId: string): Promise<LogMarks> {
  const { rows } = await database().pool.query<{ step_id: string; attempt: number; chunk: number }>(
    `SELECT s.step_id, s.attempt, (SELECT max(chunk) FROM step_log l
        WHERE l.run_id = $1 AND l.step_id = s.step_id AND l.attempt = s.attempt) AS chunk
       FROM (${lively}) s`,
    [runId],
  );
  return new Map(rows.filter(({ chunk }) => chunk !== null).map((row) => [keyOf(row.step_id, row.attempt), row.chunk]));
}

interface Row extends Omit<LogChunkView, 'at'> {
  step_id: string;
  at: Date;
}

/** Chunks of an attempt in one read; where there are so many, there may be more. */
export const chunksAtOnce = 200;

/** What was put out since the marks, which move on. */
export async function newLogChunks(
  runId: string,
  marks: LogMarks,
): Promise<{ step: string; attempt: number; chunks: LogChunkView[] }[]> {
  const { rows } = await database().pool.query<Row>(
    `SELECT s.step_id, l.attempt, l.chunk, l.at, l.stream, l.text
       FROM (${lively}) s
       CROSS JOIN LATERAL (
         SELECT attempt, chunk, at, stream, text FROM step_log
          WHERE run_id = $1 AND step_id = s.step_id AND attempt = s.attempt
            AND chunk > coalesce(($2::jsonb ->> (s.step_id || '#' || s.attempt))::int, -1)
          ORDER BY chunk LIMIT ${chunksAtOnce}) l
      ORDER BY s.step_id, l.chunk`,
    [runId, JSON.stringify(Object.fromEntries(marks))],
  );
  const found = new Map<string, { step: string; attempt: number; chunks: LogChunkView[] }>();
  for (const { step_id: step, at, ...chunk } of rows) {
    const key = keyOf(step, chunk.attempt);
    const group = found.get(key) ?? { step, attempt: chunk.attempt, chunks: [] };
    group.chunks.push({ ...chunk, at: at.toISOString() });
    found.set(key, group);
    marks.set(key, chunk.chunk);
  }
  return [...found.values()];
}
