/**
 * Where a process can be made to die, or to stand still: at each edge of what it makes last. `sent`: the question is on
 * its way and the process does not live to hear the answer. Named `process.port.edge`.
 */
export const workerPoints = [
  'worker.session.opened',
  'worker.beat.answered',
  'worker.admit.answered',
  'worker.claim.answered',
  'worker.append.before',
  'worker.append.sent',
  // Committed, and not yet folded into what is in memory.
  'worker.append.answered',
  // Folded; the effect of this attempt has not begun.
  'worker.attempt.before',
  // The receiver has done it; the step has not heard.
  'worker.request.answered',
  // The step has its result; nobody else does.
  'worker.attempt.after',
  'worker.take.answered',
  'worker.finish.before',
  'worker.finish.sent',
  'worker.finish.answered',
  'worker.release.before',
  'worker.release.answered',
  'worker.children.before',
  'worker.children.answered',
  'worker.bell.before',
  'worker.reap.answered',
  'worker.sweep.answered',
] as const;
/** On the way out, when it was asked to end. */
export const handBackPoints = ['worker.handback.before', 'worker.handback.sent', 'worker.handback.answered'] as const;
export const webPoints = ['web.commit.before', 'web.commit.sent', 'web.commit.answered', 'web.bell.before'] as const;

export type WorkerPoint = (typeof workerPoints)[number] | (typeof handBackPoints)[number];
export type WebPoint = (typeof webPoints)[number];
export type Point = WorkerPoint | WebPoint;

/** `kill`: SIGKILL to itself. `stop`: SIGSTOP to itself; somebody else wakes it. */
export type Arm = { point: Point; how: 'kill' | 'stop' };
