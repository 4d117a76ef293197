import { log } from '#lib/server/log.ts';
import { database } from '#lib/storage/database.ts';
import { createArtifactStore } from '#lib/storage/engine/artifacts.ts';
import { forgetKept } from '#lib/storage/engine/forget-kept.ts';
import { forgetRuns } from '#lib/storage/engine/forget-runs.ts';

const everyMs = 60 * 60 * 1000;
/** A run may have tens of thousands of rows: so many in one transaction. */
const runsAtOnce = 20;

/** What nobody needs any more. The record and people are not here: they stay. */
const leftovers = [
  // A repeat of a call comes within minutes; its answer may be as large as a workflow.
  `DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`,
  `DELETE FROM user_session WHERE least(expires_at, revoked_at) < now() - interval '90 days'`,
  `DELETE FROM password_reset WHERE expires_at < now() - interval '90 days'`,
  'DELETE FROM throttle WHERE expire < extract(epoch FROM now()) * 1000',
];

export type HouseRules = {
  /** Finished runs older than this are deleted; null keeps them. */
  retentionDays: number | null;
  /** Where their files are. */
  dataDir: string;
};

/** Removes leftovers and old runs now and every hour; answers with what ends that. Several processes may do so at once. */
export function keepHouse({ retentionDays, dataDir }: HouseRules): () => void {
  let open = true;
  let busy = false;
  const { remove } = createArtifactStore({ dataDir });
  const forgetOldRuns = async () => {
    if (retentionDays === null) return;
    for (let full = true; open && full; ) {
      const { runs, files } = await forgetRuns(database().pool, { days: retentionDays, max: runsAtOnce });
      for (const hash of files) await remove(hash);
      if (runs > 0) log().info({ runs, retentionDays }, 'Old runs were deleted');
      full = runs === runsAtOnce;
    }
  };
  const forgetOldResults = async () => {
    for (const hash of await forgetKept(database().pool)) await remove(hash);
  };
  const chores = [
    forgetOldResults,
    ...leftovers.map((statement) => () => database().pool.query(statement)),
    forgetOldRuns,
  ];
  const round = async () => {
    if (busy) return;
    busy = true;
    for (const chore of chores)
      await chore().catch((error: unknown) => log().warn({ err: error }, 'Leftovers could not be removed'));
    busy = false;
  };
  void round();
  const timer = setInterval(() => void round(), everyMs);
  timer.unref();
  return () => {
    open = false;
    clearInterval(timer);
  };
}
