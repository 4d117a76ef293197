import type { ProcessLimits } from '#lib/engine/step-kind.ts';

/** What a worker tells its runner. Sent over the runner's IPC pipe, whose end is how the runner learns of a dead worker. */
export type ToRunner =
  | {
      type: 'run';
      id: number;
      file: string;
      args: string[];
      env: Record<string, string>;
      cwd: string;
      limits: ProcessLimits;
      /** Every process the command starts inherits this variable, however far it detaches itself. */
      mark: string;
    }
  | { type: 'stop'; id: number; graceMs: number };

export type FromRunner =
  | { type: 'ready' }
  | { type: 'started'; id: number; pid: number }
  | { type: 'text'; id: number; stream: 'stdout' | 'stderr'; text: string }
  | { type: 'ended'; id: number; exitCode: number | null; signal: string | null }
  | { type: 'unstartable'; id: number; code: string; message: string };

/** Name of the variable that marks every process of one command. */
export const markVariable = 'COUNTERSIGN_TASK_MARK';
