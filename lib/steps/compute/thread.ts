import { parentPort } from 'node:worker_threads';
import { type StepWork, workOut } from '#lib/engine/prepare-step.ts';
import { stepKind } from '../registry.ts';

// Works heavy steps out, one after another, away from the thread that drives runs.
parentPort?.on('message', ({ id, work }: { id: number; work: StepWork }) => {
  const kind = stepKind(work.kind);
  if (kind) parentPort?.postMessage({ id, worked: workOut(work, kind) });
});
parentPort?.postMessage({ ready: true });
