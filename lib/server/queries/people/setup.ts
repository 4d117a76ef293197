import { database } from '#lib/storage/database.ts';

let done = false;

/** Whether the installation has no owner yet. Once it has one that stays so. */
export async function needsSetup(): Promise<boolean> {
  if (done) return false;
  const { rows } = await database().pool.query<{ done: boolean }>(
    'SELECT setup_done_at IS NOT NULL AS done FROM installation WHERE id = 1',
  );
  done = rows[0]?.done === true;
  return !done;
}
