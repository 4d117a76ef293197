import type { Command } from '../command.ts';
import { dueGate } from '../decide/open-gate.ts';
import { decide } from '../decide.ts';
import { ended } from '../evolve/ending.ts';
import { fold } from '../evolve.ts';
import { itemStep } from '../item.ts';
import { belongsAfter, mapMoves, moves } from '../moving.ts';
import { runSentence } from '../sentence.ts';
import { fromSnapshot, toSnapshot } from '../snapshot.ts';
import type { RunState } from '../state.ts';
import { waitingFor } from '../waiting.ts';
import { type Invariant, needsOf, wrong } from './invariant.ts';
import type { Play } from './play.ts';
import { workLists } from './work-lists.ts';

const needsMet: Invariant = {
  name: 'no step begins before its needs are met, nor its gate opens',
  make: (play) => {
    const begun = new Set<string>();
    return {
      heard(_, events) {
        const { run } = play;
        for (const { type, data } of events) {
          if (type === 'steps.reset') for (const id of data.steps) begun.delete(id);
          const before = type === 'gate.opened' && (data.placement === 'before' || data.placement === 'alone');
          if (type !== 'attempt.queued' && type !== 'attempt.started' && !before) continue;
          // A step already past its start keeps its place when one above it goes round again.
          if (begun.has(data.step)) continue;
          begun.add(data.step);
          const { met, join } = needsOf(run, data.step);
          if (met < join) wrong(`${data.step} began with ${met} of ${join} needs met`);
          const item = itemStep(data.step);
          const map = item && run.maps.get(item.map);
          if (item && (!map || item.index >= map.next)) wrong(`${data.step} began before its item did`);
        }
      },
    };
  },
};

const oneEnd: Invariant = {
  name: 'each attempt has a number of its own, begins before it ends, and ends once',
  make: (play) => {
    const numbers = new Map<string, number>();
    const open = new Map<string, number>();
    return {
      heard(_, events) {
        for (const event of events) {
          if (event.type === 'steps.reset') for (const id of event.data.steps) open.delete(id);
          if (event.type === 'step.skipped') open.delete(event.data.step);
          if (!event.type.startsWith('attempt.') && event.type !== 'map.expanded') continue;
          const { step, attempt } = event.data as { step: string; attempt: number };
          const before = numbers.get(step) ?? 0;
          const begins = event.type === 'attempt.queued' || (event.type === 'attempt.started' && !open.has(step));
          if (begins) {
            if (attempt !== before + 1) wrong(`attempt ${attempt} of ${step} came after attempt ${before}`);
            if (open.has(step)) wrong(`attempt ${attempt} of ${step} began while ${open.get(step)} was under way`);
            numbers.set(step, attempt);
            open.set(step, attempt);
          } else if (open.get(step) !== attempt && !reopened(play, step))
            wrong(`${event.type} of ${step}, attempt ${attempt}, which is not under way`);
          if (/succeeded|failed|lost/.test(event.type)) open.delete(step);
        }
      },
    };
  },
};

/** A map that ended goes on as the same attempt when one of its items starts over. */
const reopened = ({ events }: Play, step: string) =>
  events.some(({ type, data }) => type === 'steps.reset' && data.reopens === step);

const startsWhenItMay: Invariant = {
  name: 'nothing starts in a paused or cancelled run, behind a hold, over the limit, or beside what follows a failure',
  make: (play) => ({
    heard(command, events) {
      const { run } = play;
      for (const { type, data } of events) {
        const starts = type === 'attempt.queued' || (type === 'attempt.started' && command.type === 'prepare');
        if (!starts && type !== 'gate.opened' && type !== 'attempt.resumed' && type !== 'items.started') continue;
        if (run.paused) wrong(`${type} of ${data.step} in a paused run`);
        if (run.cancel) wrong(`${type} of ${data.step} in a run that is cancelled`);
        if (run.failing && !belongsAfter(run, data.step)) wrong(`${type} of ${data.step} in a run that has failed`);
        if (!run.failing && run.holds.size > 0 && !run.holds.has(data.step))
          wrong(`${type} of ${data.step} while ${[...run.holds]} holds everything back`);
        if (starts && run.maxSteps !== null && run.active.size > run.maxSteps)
          wrong(`${run.active.size} attempts are under way, and ${run.maxSteps} may be`);
      }
    },
  }),
};

const nothingAfterTheEnd: Invariant = {
  name: 'times never go backwards, gates close once, and nothing comes after the end',
  make: (play) => {
    const closed = new Set<string>();
    let over = false;
    let last = 0;
    return {
      heard(_, events) {
        for (const { type, data, at } of events) {
          if (over) wrong(`${type} came after the run had ended`);
          if (at < last) wrong(`${type} came before what it followed`);
          last = at;
          over = type === 'run.finished';
          if (type !== 'gate.closed') continue;
          if (closed.has(data.gate)) wrong(`${data.gate} closed twice`);
          closed.add(data.gate);
        }
        const { run } = play;
        if (!over) return;
        for (const [id, { phase }] of run.steps) if (!ended.has(phase)) wrong(`${id} is ${phase} in an ended run`);
        if (run.openGates.size > 0) wrong(`${[...run.openGates]} is open in an ended run`);
        const left = run.ready.size + run.active.size + run.suspended.size + run.rulesDue.size + run.holds.size;
        if (left + run.unfinished > 0) wrong('an ended run has work on its lists');
      },
    };
  },
};

const folded: Invariant = {
  name: 'the fold of the events is the state, and so is a snapshot at any point with the tail',
  make: (play) => ({
    end(cut) {
      const same = (a: RunState | null, sentence: string) => {
        const difference = firstDifference(a, play.run);
        if (difference !== null) wrong(`${sentence}: ${difference}`);
      };
      same(fold(play.events), 'the fold is not the state');
      const at = 1 + (cut % play.events.length);
      const kept = JSON.parse(JSON.stringify(toSnapshot(fold(play.events.slice(0, at))!)));
      same(fold(play.events.slice(at), fromSnapshot(kept)), `a snapshot at ${at} and the tail are not the state`);
    },
  }),
};

/** Where two states differ, as a path; null when they are equal. Sets and maps are compared without their order. */
export function firstDifference(a: unknown, b: unknown, path = 'state'): string | null {
  if (Object.is(a, b)) return null;
  if (a instanceof Set && b instanceof Set) return firstDifference([...a].sort(), [...b].sort(), path);
  if (a instanceof Map && b instanceof Map) return firstDifference(Object.fromEntries(a), Object.fromEntries(b), path);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(
      (a as Record<string, unknown>)[key],
      (b as Record<string, unknown>)[key],
      `${path}.${key}`,
    );
    if (found !== null) return found;
  }
  return null;
}

const noSecondEffect: Invariant = {
  name: 'a command given again has no second effect, at once or later',
  make: (play) => {
    const given: Command[] = [];
    const again = (command: Command) => {
      const decision = decide(play.state, command, play.now);
      return decision.ok ? decision.events.map(({ type }) => type) : [];
    };
    return {
      heard(command, events) {
        if (!spreads(command) && again(command).length > 0)
          wrong(`${command.type} given again brings ${again(command)}`);
        for (const old of given) {
          // Who voted may change their mind until the gate closes.
          if (old.type === 'decideGate' && !play.run.gates.get(old.gate)!.closed) continue;
          if (again(old).length > 0) wrong(`${old.type}, which came long before, brings ${again(old)}`);
        }
        // How a map ended is its holder's to say, who says it once.
        const ofMap = 'step' in command && play.run.stepSpecs.get(command.step)?.kind === 'map';
        if (events.length > 0 && namesWhat.has(command.type) && !ofMap) given.push(command);
        if (given.length > 20) given.shift();
      },
    };
  },
};

/** What goes on where it left off: only the holder says it, and never twice. */
const spreads = (command: Command) =>
  command.type === 'spread' || (command.type === 'prepare' && 'error' in command.result);

/** Commands that are about one attempt or one gate, and so about the past once that is over. */
const namesWhat: ReadonlySet<Command['type']> = new Set<Command['type']>([
  'attemptSucceeded', 'attemptFailed', 'attemptLost', 'attemptStarted', 'waitDue', 'takeSignal', 'expandMap',
  'decideGate', 'gateExpired', 'cancel', 'parentStopped', 'runTimedOut', 'rollbackTimedOut', 'admit', 'start',
]); // biome-ignore format: a list

const noLostWakeUp: Invariant = {
  name: 'what is said not to move does not move, and what was settled is said not to',
  make: (play) => ({
    heard() {
      const { run } = play;
      if (run.finishedAt !== null || run.admittedAt === null || moves(run)) return;
      const found = movesAnyway(play);
      if (found) wrong(`the run is said not to move, and ${found} moves it`);
    },
    settled() {
      const { run } = play;
      if (run.finishedAt === null && run.active.size === 0 && moves(run))
        wrong('nothing is under way and nothing is left to do, and the run is said to move');
    },
  }),
};

function movesAnyway({ run, now }: Play): string | null {
  const effect = (command: Command) => {
    const decision = decide(run, command, now);
    return decision.ok && decision.events.length > 0;
  };
  if (run.paused === null && effect({ type: 'spread' })) return 'spread';
  if (effect({ type: 'finish' })) return 'finish';
  for (const rule of run.paused ? [] : run.rulesDue)
    if (effect({ type: 'ruleChecked', rule, result: { holds: true } })) return rule;
  for (const id of run.maps.keys()) if (mapMoves(run, id)) return id;
  for (const [id, { phase }] of run.steps) {
    if (phase === 'retrying') continue;
    const facts = { take: true, params: { v: null }, where: 'driver', worker: 'w' } as const;
    if (dueGate(run, id, now) !== null) return `the gate of ${id}`;
    if (effect({ type: 'prepare', step: id, epoch: 1, key: 'k', result: facts })) return id;
  }
  return null;
}

const namesWhatItWaitsFor: Invariant = {
  name: 'a run that does not move names what it waits for',
  make: (play) => ({
    settled() {
      const { run } = play;
      if (run.finishedAt !== null || run.active.size > 0 || run.paused !== null) return;
      if (waitingFor(run).length === 0) wrong(`the run is ${run.status}, and names nothing that it waits for`);
      if (runSentence(run).length < 6) wrong('the run has no sentence');
    },
  }),
};

export const invariants: readonly Invariant[] = [
  needsMet,
  oneEnd,
  startsWhenItMay,
  nothingAfterTheEnd,
  workLists,
  folded,
  noSecondEffect,
  noLostWakeUp,
  namesWhatItWaitsFor,
];
