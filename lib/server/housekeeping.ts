import { log } from '#lib/server/log.ts';
import { database } from '#lib/storage/database.ts';

const everyMs = 60 * 60 * 1000;

/** What nobody needs any more. The record, runs and people are not here: they go by retention, or never. */
const leftovers = [
  // A repeat of a call comes within minutes; its answer may be as large as a workflow.
  `DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`,
  `DELETE FROM user_session WHERE least(expires_at, revoked_at) < now() - interval '90 days'`,
];

/** Removes leftovers now and every hour; answers with what ends that. Several processes may do so at once. */
export function keepHouse(): () => void {
  const tidy = async () => {
    for (const statement of leftovers)
      await database()
        .pool.query(statement)
        .catch((error: unknown) => log().warn({ err: error }, 'Leftovers could not be removed'));
  };
  void tidy();
  const timer = setInterval(() => void tidy(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
