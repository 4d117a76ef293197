import { runWorker } from './worker/run-worker.ts';

// The worker process: drives runs and runs pool tasks. Started by the supervisor, or by hand beside another machine's
// web process: `node lib/server/worker.ts` with DATABASE_URL set.
await runWorker();
