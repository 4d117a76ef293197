import { letGoOfStart } from './let-go.ts';
import type { ChildMessage } from './messages.ts';

export interface SupervisedChild {
  /** Tells the supervisor; nothing happens when the process was started by hand. */
  tell(message: ChildMessage): void;
}

/**
 * Called first in `main.ts` and `worker.ts`. `stop` runs once: when the supervisor asks (SIGTERM), when it was killed (its
 * channel closes), or on Ctrl-C when there is no supervisor. The process then exits; after `patienceMs` it does so anyway.
 */
export function underSupervisor({
  stop,
  patienceMs = 12_000,
}: {
  stop: () => Promise<void>;
  patienceMs?: number;
}): SupervisedChild {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  letGoOfStart();
  return {
    tell(message) {
      if (process.connected) process.send?.(message);
    },
  };
}
