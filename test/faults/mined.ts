import type { WorkerTools } from '#lib/engine/worker-loop.ts';
import { reach, reachSoon } from './agent.ts';
import type { WorkerPoint } from './points.ts';

type Edges = { before?: WorkerPoint; sent?: WorkerPoint; answered?: WorkerPoint };

/** The function with the points around it. */
function around<Given extends unknown[], Answer>(
  call: (...given: Given) => Promise<Answer>,
  { before, sent, answered }: Edges,
): (...given: Given) => Promise<Answer> {
  return async (...given) => {
    if (before) reach(before);
    const pending = call(...given);
    if (sent) reachSoon(sent);
    const answer = await pending;
    if (answered) reach(answered);
    return answer;
  };
}

/** The worker's tools, with a point at each edge of what makes something last. */
export function mined(tools: WorkerTools): WorkerTools {
  const { store, admission, children, pool, sessions, doorbell, logs, egress, kinds } = tools;
  return {
    ...tools,
    store: {
      ...store,
      append: around(store.append, {
        before: 'worker.append.before',
        sent: 'worker.append.sent',
        answered: 'worker.append.answered',
      }),
      claim: around(store.claim, { answered: 'worker.claim.answered' }),
      release: around(store.release, { before: 'worker.release.before', answered: 'worker.release.answered' }),
    },
    admission: {
      admit: around(admission.admit, { answered: 'worker.admit.answered' }),
      sweep: around(admission.sweep, { answered: 'worker.sweep.answered' }),
    },
    children: {
      async start(request) {
        if (request.ids) reach('worker.children.before');
        const started = await children.start(request);
        if (started.length > 0) reach('worker.children.answered');
        return started;
      },
    },
    pool: {
      ...pool,
      async take(request) {
        const tasks = await pool.take(request);
        if (tasks.length > 0) reach('worker.take.answered');
        return tasks;
      },
      finish: around(pool.finish, {
        before: 'worker.finish.before',
        sent: 'worker.finish.sent',
        answered: 'worker.finish.answered',
      }),
      reap: around(pool.reap, { answered: 'worker.reap.answered' }),
    },
    sessions: {
      open: around(sessions.open, { answered: 'worker.session.opened' }),
      beat: around(sessions.beat, { answered: 'worker.beat.answered' }),
      close: around(sessions.close, {
        before: 'worker.handback.before',
        sent: 'worker.handback.sent',
        answered: 'worker.handback.answered',
      }),
    },
    doorbell: {
      ...doorbell,
      ring: around(doorbell.ring, { before: 'worker.bell.before' }),
      nudge: around(doorbell.nudge, { before: 'worker.bell.before' }),
      callPool: around(doorbell.callPool, { before: 'worker.bell.before' }),
    },
    logs: {
      open(attempt) {
        reach('worker.attempt.before');
        return logs.open(attempt);
      },
    },
    egress: { send: around(egress.send, { answered: 'worker.request.answered' }) },
    kinds(name) {
      const kind = kinds(name);
      if (!kind || !('execute' in kind)) return kind;
      return { ...kind, execute: around(kind.execute, { answered: 'worker.attempt.after' }) };
    },
  };
}
