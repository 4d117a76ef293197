import { OperatorProblem } from '#lib/server/problem.ts';
import { hasEnded, processIdentity, sendSignal } from '#lib/server/supervisor/process-identity.ts';

/** Fast shutdown, and an immediate one when that takes too long. A process that is gone already is no error. */
export async function stopServer(pid: number): Promise<void> {
  if (processIdentity(pid) === null) return;
  sendSignal(pid, 'SIGINT');
  if (await hasEnded(pid, 20_000)) return;
  sendSignal(pid, 'SIGQUIT');
  if (!(await hasEnded(pid, 10_000))) throw new OperatorProblem(`PostgreSQL (process ${pid}) does not stop.`);
}
