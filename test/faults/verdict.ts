import { isDeepStrictEqual } from 'node:util';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { fold } from '#lib/domain/run/evolve.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import type { Value } from '#lib/domain/run/value.ts';
import { readEvents } from '#lib/storage/engine/read-state.ts';
import { bothSides } from '#lib/storage/testing/projection-of.ts';
import type { CampaignResult } from './campaign.ts';
import { processesWith } from './faults.ts';
import type { Effect } from './receiver.ts';
import type { UnderFire } from './under-fire.ts';
import { hangingCommand, type StartableName } from './workflows.ts';

/** One thing that has to be so. `wrong`: each case where it is not. */
export type Check = { name: string; looked: number; wrong: string[] };

type Ended = { id: string; workflow: string; parent: string | null; events: RunEvent[]; state: RunState };

const expected: Record<StartableName | 'child', string> = {
  chain: 'succeeded',
  fan: 'succeeded',
  map: 'succeeded',
  once: 'succeeded',
  gated: 'succeeded',
  waits: 'succeeded',
  cancelled: 'cancelled',
  parent: 'succeeded',
  undone: 'failed',
  child: 'succeeded',
};

/** Holds what the product says against what it promised, and against what the world outside saw. */
export async function judge(fire: UnderFire, result: CampaignResult): Promise<Check[]> {
  const runs = await readRuns(fire);
  const effects = fire.receiver.effects();
  const byId = new Map(runs.map((run) => [run.id, run]));
  const { chronicle, caller } = result;
  const checks: Check[] = [];
  const check = (name: string, looked: number, wrong: string[]) => checks.push({ name, looked, wrong });

  const promisedStarts = chronicle.promised.filter(({ what }) => what === 'start');
  check(
    'every start that was answered is there',
    promisedStarts.length,
    promisedStarts.filter(({ runId }) => !byId.has(runId)).map(({ runId }) => runId),
  );
  const unanswered = caller.counts.asked - caller.counts.succeeded;
  const roots = runs.filter(({ parent }) => parent === null).length;
  const twice = roots - promisedStarts.length;
  check(
    'nothing was started twice',
    roots,
    twice > unanswered || twice < 0 ? [`${roots} runs of ${promisedStarts.length} starts`] : [],
  );
  check(
    'every run ended',
    runs.length,
    runs.filter(({ state }) => !isEnded(state.status)).map((run) => told(run)),
  );
  const otherwise = runs.filter(
    ({ state, workflow }) => isEnded(state.status) && state.status !== expected[workflow as StartableName],
  );
  check(
    'runs ended as they should (95 %)',
    runs.length,
    otherwise.length > runs.length * 0.05 ? otherwise.map((run) => told(run)) : [],
  );
  check(
    'operations came through (95 %)',
    caller.counts.asked,
    unanswered > caller.counts.asked * 0.05 ? [`${unanswered} did not`] : [],
  );
  check('nothing was refused', caller.counts.asked, chronicle.refused);
  check('events are whole and rows follow from them', runs.length, await differing(fire, runs));
  check(
    'votes, signals and cancels that were answered are there, once',
    chronicle.promised.length,
    missingWrites(result, byId),
  );
  check('gates kept their digest and their times', chronicle.gates.size, chronicle.changedGates);
  check('people are told of a gate once', fire.receiver.notices.size, await toldOtherwise(fire));
  check('a key stands for one step and one result', effects.size, [
    ...fire.receiver.strays,
    ...mismatched(runs, effects),
  ]);
  check('each step had its effect once', effects.size, strayEffects(runs, effects, result));
  check(
    'what must not be repeated was not, unless a person said so',
    runs.filter(({ workflow }) => workflow === 'once').length,
    repeated(runs),
  );
  check('nothing is left over', 1, await leftOver(fire));
  check('no command outlived its run', 1, (await processesWith(hangingCommand(fire.receiver))).map(String));
  const verified = await caller.call('GET', '/audit/verify');
  check(
    'the record is whole',
    1,
    verified?.status === 200 && (verified.body as { ok?: boolean }).ok !== false ? [] : [JSON.stringify(verified)],
  );
  check(
    'a second supervisor is refused in one line',
    result.rivals.length,
    result.rivals
      .filter(({ said, code }) => code === 0 || code === null || !/already runs on the data folder/.test(said))
      .map(({ said, code }) => `${code}: ${said}`),
  );
  const hits = new Set(fire.switchboard.hits().map(({ point }) => point));
  const never = result.missed.filter(({ point }) => !hits.has(point)).map(({ point, how }) => `${how} at ${point}`);
  check('every point that was tried was come to', hits.size, never);
  return checks;
}

const told = ({ id, workflow, state, events }: Ended) =>
  `${workflow} ${id} is ${state.status}: ${[...state.steps].map(([step, { phase, attempt, error }]) => `${step} ${phase} ${attempt}${error ? ` (${error.message})` : ''}`).join(', ')}; last ${events
    .slice(-6)
    .map(({ seq, type }) => `${seq} ${type}`)
    .join(', ')}`;

async function readRuns({ db }: UnderFire): Promise<Ended[]> {
  const { rows } = await db.query<{ id: string; workflow: string; parent: string | null }>(
    'select id, workflow_name as workflow, parent_run_id as parent from run order by queued_at',
  );
  const runs: Ended[] = [];
  for (const row of rows) {
    const events = await readEvents(db, { runId: row.id, after: 0 });
    runs.push({ ...row, events, state: fold(events)! });
  }
  return runs;
}

async function differing({ db }: UnderFire, runs: readonly Ended[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id, events } of runs) {
    if (events.some(({ seq }, at) => seq !== at + 1)) wrong.push(`${id}: a gap in its events`);
    const { folded, stored } = await bothSides(db, id);
    if (!isDeepStrictEqual(folded, stored))
      wrong.push(`${id}: ${JSON.stringify(folded)} is stored as ${JSON.stringify(stored)}`);
  }
  return wrong;
}

function missingWrites({ chronicle }: CampaignResult, runs: ReadonlyMap<string, Ended>): string[] {
  const wrong: string[] = [];
  const of = (runId: string, type: RunEvent['type']) =>
    (runs.get(runId)?.events ?? []).filter((event) => event.type === type);
  for (const { runId, what, gate } of chronicle.promised) {
    if (what === 'vote') {
      const votes = of(runId, 'gate.voted').filter((event) => event.type === 'gate.voted' && event.data.gate === gate);
      if (votes.length !== 1) wrong.push(`${runId}: ${votes.length} votes at ${gate}`);
    }
    if (what === 'signal' && of(runId, 'signal.received').length !== 1)
      wrong.push(`${runId}: ${of(runId, 'signal.received').length} signals`);
    if (what === 'cancel' && of(runId, 'run.cancelRequested').length !== 1) wrong.push(`${runId}: not cancelled`);
  }
  return wrong;
}

/** A gate that opened or closed has one message about it, whoever died on the way; what was sent did come. */
async function toldOtherwise({ db, receiver }: UnderFire): Promise<string[]> {
  const unsaid = () => db.query('select 1 from notice where addressed_at is null limit 1');
  for (const until = performance.now() + 30_000; (await unsaid()).rowCount !== 0 && performance.now() < until; )
    await new Promise((wake) => setTimeout(wake, 200));
  const { rows } = await db.query<{ gate: string; about: string; messages: number; sent: string[] }>(
    `select g.id as gate, t.about, count(d.id)::int as messages,
       array_agg('notice-' || d.id) filter (where d.sent_at is not null) as sent
     from gate g cross join unnest(array['opened', 'closed']) as t(about)
     left join notice n on n.gate_id = g.id and n.about = t.about
     left join notice_delivery d on d.notice_id = n.id and d.channel_id is not null
     where t.about = 'opened' or g.closed_at is not null group by 1, 2`,
  );
  const came = Map.groupBy(receiver.notices.values(), ({ gate, about }) => `${gate} ${about}`);
  return rows.flatMap(({ gate, about, messages, sent }) => {
    const ids = (came.get(`${gate} ${about}`) ?? []).map(({ id }) => id);
    const lost = (sent ?? []).filter((id) => !ids.includes(id));
    // Of a gate that was decided before anybody was told, only its end is worth a message.
    const most = about === 'closed' ? messages === 1 : messages <= 1;
    return most && ids.length <= 1 && lost.length === 0
      ? []
      : [`${gate} ${about}: ${messages} messages, ${ids.length} came, ${lost.length} of those sent did not`];
  });
}

const tokenOf = (output: Value | null): string | undefined => {
  const value =
    output && 'v' in output
      ? (output.v as { token?: string; body?: { token?: string }; stdout?: string } | null)
      : null;
  return value?.token ?? value?.body?.token ?? value?.stdout?.trim();
};

/** What a step says it came to is what the receiver did under its key. */
function mismatched(runs: readonly Ended[], effects: ReadonlyMap<string, Effect>): string[] {
  const wrong: string[] = [];
  for (const { id, state, workflow } of runs)
    for (const [step, { phase, output, key }] of state.steps) {
      const kind = state.stepSpecs.get(step)?.kind;
      if (phase !== 'succeeded' || key === null || (kind !== 'http' && kind !== 'shell')) continue;
      const effect = effects.get(key);
      // A person may have entered what the receiver told of an earlier key.
      const done =
        workflow === 'once'
          ? [...effects.values()].filter((one) => one.run === id && one.step === step)
          : effect
            ? [effect]
            : [];
      if (!done.some(({ token }) => token === tokenOf(output)))
        wrong.push(
          `${id} ${step} (${key}) says ${tokenOf(output)}, the receiver ${done.map(({ token }) => token).join(', ') || 'nothing'}`,
        );
    }
  return wrong;
}

/** An effect is of a step that is known; and no step had it under two keys. */
function strayEffects(
  runs: readonly Ended[],
  effects: ReadonlyMap<string, Effect>,
  { chronicle }: CampaignResult,
): string[] {
  const known = new Set(runs.map(({ id }) => id));
  const keys = Map.groupBy(effects.values(), ({ run, step }) => `${run} ${step}`);
  const wrong = [...effects.values()]
    .filter(({ run }) => !known.has(run))
    .map(({ key, run }) => `${key}: no run ${run}`);
  for (const [step, found] of keys)
    if (found.length > 1) {
      const asked = chronicle.askedAgain.filter(({ runId, step: name }) => `${runId} ${name}` === step);
      wrong.push(
        `${step}: ${found.map(({ key, times }) => `${key} × ${times}`).join(', ')}; a person said ${asked.map(({ action }) => action).join(', ') || 'nothing'}`,
      );
    }
  return wrong;
}

/** After an attempt whose end is unknown, only a person's word lets the next begin. */
function repeated(runs: readonly Ended[]): string[] {
  const wrong: string[] = [];
  for (const { id, events, workflow } of runs.filter((run) => run.workflow === 'once')) {
    const begun = new Map<string, boolean>();
    for (const event of events) {
      if (event.type === 'gate.voted') begun.clear();
      if (event.type === 'attempt.started' || event.type === 'attempt.queued') {
        const key = `${event.data.step} ${event.type}`;
        if (event.data.step !== 'note' && begun.get(key))
          wrong.push(`${workflow} ${id}: ${event.data.step} began again by itself`);
        begun.set(key, true);
      }
    }
  }
  return wrong;
}

async function leftOver({ db }: UnderFire): Promise<string[]> {
  const { rows } = await db.query<{ what: string; count: number }>(
    `select 'pool_task' as what, count(*)::int as count from pool_task
     union all select 'run_inbox', count(*)::int from run_inbox
     union all select 'run_child', count(*)::int from run_child
     union all select 'run_timer of ended runs', count(*)::int from run_timer t join run r on r.id = t.run_id where r.finished_at is not null
     union all select 'held runs that ended', count(*)::int from run where session_id is not null and finished_at is not null`,
  );
  return rows.filter(({ count }) => count > 0).map(({ what, count }) => `${count} rows in ${what}`);
}
