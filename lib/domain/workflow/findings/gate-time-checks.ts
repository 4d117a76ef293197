import type { GateSpec } from '../../gate/spec.ts';
import { formatDuration, parseDuration } from '../duration.ts';
import { escalationOf, remindersOf } from '../normal.ts';
import type { StepSpec } from '../spec.ts';
import { gatesOf, needsOf, onEachList, type Place } from './check.ts';
import { type Finding, finding } from './finding.ts';

/** What a gate does as time passes: that each of it comes before its end, and that something comes at all. */
export const gateTimeChecks = onEachList((_checked, list) => {
  const followed = new Set(
    list.steps.flatMap((step) => needsOf(step).map(({ step: needed, on }) => JSON.stringify([needed, on]))),
  );
  return list.steps.flatMap((step, index) =>
    gatesOf(step).flatMap((gate, at) => {
      const base = [...list.path, index, 'gate'];
      const path = Array.isArray(step.gate) ? [...base, at] : base;
      return [
        ...lateFindings(step, gate, path),
        ...waitingFindings(step, gate, path),
        ...(list.role === 'handlers' ? [] : nowhereFindings(step, gate, path, followed)),
      ];
    }),
  );
});

/** Reminders and stages of the escalation that would come when the gate has closed by itself. */
function lateFindings(step: StepSpec, { expire, remind, escalate }: GateSpec, path: Place): Finding[] {
  const end = expire === undefined ? null : parseDuration(expire.after);
  if (end === null) return [];
  const late = (key: string, times: readonly number[], what: string): Finding[] => {
    const after = times.find((ms) => ms >= end);
    return after === undefined
      ? []
      : [
          finding('gate.late', {
            step: step.id,
            path: [...path, key],
            message: `${what} after ${formatDuration(after)} never comes: the gate closes by itself after ${formatDuration(end)}.`,
            fix: `Let it come earlier, or make expire.after longer.`,
          }),
        ];
  };
  return [
    ...late('remind', remindersOf(remind), 'The reminder'),
    ...late(
      'escalate',
      escalationOf(escalate).map(({ afterMs }) => afterMs),
      'The escalation',
    ),
  ];
}

function waitingFindings(step: StepSpec, { due, remind, escalate, expire }: GateSpec, path: Place): Finding[] {
  if (due === undefined || remind !== undefined || escalate !== undefined || expire !== undefined) return [];
  return [
    finding('gate.dueOnly', {
      step: step.id,
      path: [...path, 'due'],
      message: 'When it is overdue nothing happens: nobody is reminded, nobody else is asked, and it stays open.',
      fix: 'Add remind, escalate or expire, if it must not wait for ever.',
    }),
  ];
}

/** An outcome that it closes with by itself, and that nothing follows. */
function nowhereFindings(
  step: StepSpec,
  { expire, outcomes = [] }: GateSpec,
  path: Place,
  followed: ReadonlySet<string>,
): Finding[] {
  if (!expire || !outcomes.includes(expire.then)) return [];
  if ([expire.then, 'always'].some((on) => followed.has(JSON.stringify([step.id, on])))) return [];
  return [
    finding('gate.expireNowhere', {
      step: step.id,
      path: [...path, 'expire', 'then'],
      message: `When nobody decides, "${step.id}" ends as ${expire.then}, and no step follows that.`,
      fix: `Let a step need it: needs: [{ step: ${step.id}, on: ${expire.then} }].`,
    }),
  ];
}
