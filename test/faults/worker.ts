import './agent.ts';
import { runWorker } from '#lib/server/worker/run-worker.ts';
import { mined } from './mined.ts';
import { throughWire } from './through-wire.ts';

// The worker as it is shipped, with points where it can be made to die.
throughWire(process.env.FAULTS_WORKER_WIRE);
await runWorker({ around: mined });
