import type { Pool } from 'pg';
import { runFormat } from '#lib/domain/run/event.ts';
import type { Admission, GivenRun, WorkerSession } from '#lib/engine/ports.ts';
import { inTransaction } from '../transaction.ts';
import { admitStatement, isQueued } from './admit-statement.ts';
import { type ClaimedRow, givenRun } from './claim.ts';
import { sweepRuns } from './sweep.ts';

/** Admissions happen one after another: each must see what the one before let in. */
const admissionLock = 7_245_110_032;

export type AdmissionOptions = {
  pool: Pool;
  /** MAX_CONCURRENT_RUNS: admitted runs that move by themselves, over all workers. */
  maxConcurrentRuns: number;
};

export function createAdmission({ pool, maxConcurrentRuns }: AdmissionOptions): Admission {
  return {
    admit: (request) => admitRuns(pool, { ...request, maxConcurrentRuns }),
    sweep: ({ max }) => sweepRuns(pool, { max }),
  };
}

/** Admits queued runs in the order of `admitStatement`, and gives them to the session. */
async function admitRuns(
  pool: Pool,
  { session, max, maxConcurrentRuns }: { session: WorkerSession; max: number; maxConcurrentRuns: number },
): Promise<GivenRun[]> {
  const queued = await pool.query({ name: 'queued_run', text: `select 1 from run r where ${isQueued} limit 1` });
  if (queued.rowCount === 0 || max <= 0) return [];
  return inTransaction(pool, async (connection) => {
    await connection.query('select pg_advisory_xact_lock($1)', [admissionLock]);
    const admitted: GivenRun[] = [];
    for (let again = true; again && admitted.length < max; ) {
      const { rows } = await connection.query<ClaimedRow & { again: boolean }>({
        name: 'admit_runs',
        text: admitStatement,
        values: [session.id, max - admitted.length, maxConcurrentRuns, runFormat],
      });
      admitted.push(...rows.map(givenRun));
      again = rows[0]?.again ?? false;
    }
    return admitted;
  });
}
