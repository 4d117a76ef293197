import type { StepError } from '#lib/domain/run/step-error.ts';
import type { ProcessLimits } from '#lib/engine/step-kind.ts';
import { findProgram } from './find-program.ts';

/** Sets limits and becomes the command (util-linux): same process, same group, no shell between. */
const limiter = 'prlimit';

/** The program that sets limits on this PATH; null where there is none, as on systems other than Linux. */
export const findLimiter = (path: string): string | null => findProgram(limiter, path);

const limited = ({ memoryBytes, cpuMs, fileBytes }: ProcessLimits) =>
  memoryBytes !== null || cpuMs !== null || fileBytes !== null;

/** Why this worker cannot keep to the limits it was given, in one line; null when it can, or there are none. */
export function limitsRefusal(limits: ProcessLimits, path: string): string | null {
  if (!limited(limits) || findLimiter(path) !== null) return null;
  return `There is no ${limiter} (util-linux) on this worker, so STEP_MEMORY_LIMIT, STEP_CPU_LIMIT and STEP_DISK_LIMIT cannot be kept: install it, or unset them.`;
}

/** The limiter's arguments; empty when there are no limits. */
export function limitArguments(limits: ProcessLimits): string[] {
  if (!limited(limits)) return [];
  const { memoryBytes, cpuMs, fileBytes } = limits;
  const seconds = cpuMs === null ? 0 : Math.ceil(cpuMs / 1000);
  return [
    // A process that is ended by a limit would leave a core file behind.
    '--core=0',
    ...(memoryBytes === null ? [] : [`--as=${memoryBytes}`]),
    // At the first number SIGXCPU, which tells why; at the second SIGKILL, for what ignores it.
    ...(cpuMs === null ? [] : [`--cpu=${seconds}:${seconds + 2}`]),
    ...(fileBytes === null ? [] : [`--fsize=${fileBytes}`]),
    '--',
  ];
}

/** A shell ends with 128 + the number of the signal that ended its last command. */
const endedBy = (end: { exitCode: number | null; signal: string | null }, signal: string, number: number) =>
  end.signal === signal || end.exitCode === 128 + number;

/** The limit that ended a command, as its error; null when none did, as far as its end tells. */
export function limitError(
  end: { exitCode: number | null; signal: string | null },
  { cpuMs, fileBytes }: ProcessLimits,
): StepError | null {
  if (cpuMs !== null && endedBy(end, 'SIGXCPU', 24))
    return {
      kind: 'exit',
      message: `The command used more than ${Math.ceil(cpuMs / 1000)} s of processor time, the limit on this worker, and was stopped.`,
      fix: 'Let the command do less, or raise STEP_CPU_LIMIT.',
      details: { ...end, limit: 'STEP_CPU_LIMIT' },
    };
  if (fileBytes !== null && endedBy(end, 'SIGXFSZ', 25))
    return {
      kind: 'exit',
      message: `The command wrote a file of more than ${fileBytes} bytes, the limit on this worker, and was stopped.`,
      fix: 'Let the command write less into one file, or raise STEP_DISK_LIMIT.',
      details: { ...end, limit: 'STEP_DISK_LIMIT' },
    };
  return null;
}

const ranOut = /cannot allocate|out of memory|memory exhausted|bad_alloc|MemoryError|failed to map segment/i;

/** A program that is refused memory fails in its own words. Where these say so, the limit is named beside them. */
export function memoryFix(lastLines: string, { memoryBytes }: ProcessLimits): string | null {
  if (memoryBytes === null || !ranOut.test(lastLines)) return null;
  return `A process may have ${memoryBytes} bytes of memory on this worker: let the command need less, or raise STEP_MEMORY_LIMIT.`;
}
