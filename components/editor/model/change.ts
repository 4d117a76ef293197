import { produce } from 'immer';
import type { Positions } from '#components/canvas/layout.ts';
import type { Note } from '#lib/domain/workflow/spec.ts';
import type { Draft, DraftStep } from './draft.ts';
import { type Need, readNeeds, writeNeeds } from './need.ts';
import { renameReferences } from './rename.ts';

/** Every edit of a drawing is one of these, and `applyChange` is the only function that makes one true. */
export type Change =
  | { type: 'steps.add'; steps: readonly DraftStep[]; positions: Positions }
  | { type: 'steps.remove'; ids: readonly string[] }
  | { type: 'steps.move'; positions: Positions }
  | { type: 'step.set'; id: string; key: string; value: unknown }
  | { type: 'step.replace'; id: string; step: DraftStep }
  | { type: 'step.rename'; id: string; to: string }
  | { type: 'edge.add'; source: string; target: string; on: string }
  | { type: 'edge.set'; source: string; target: string; on: string; to: string }
  | { type: 'edge.remove'; source: string; target: string; on: string }
  | { type: 'settings.set'; key: string; value: unknown }
  | { type: 'note.put'; id: string; note: Note }
  | { type: 'notes.remove'; ids: readonly string[] }
  | { type: 'notes.move'; positions: Positions }
  /** Several edits that are one to whoever takes them back. */
  | { type: 'all'; changes: readonly Change[] }
  | { type: 'draft.replace'; draft: Draft };

type Open = {
  settings: Record<string, unknown>;
  order: string[];
  steps: Record<string, Record<string, unknown> & { id: string; kind: string }>;
  positions: Positions;
  notes: Record<string, Note>;
};

/** The drawing after a change. A change that names a step that is gone changes nothing. */
export function applyChange(draft: Draft, change: Change): Draft {
  if (change.type === 'draft.replace') return change.draft;
  if (change.type === 'all') return change.changes.reduce(applyChange, draft);
  return produce(draft, (open) => make(open as Open, change));
}

function make(open: Open, change: Exclude<Change, { type: 'draft.replace' | 'all' }>): void {
  switch (change.type) {
    case 'steps.add':
      for (const step of change.steps) {
        if (!Object.hasOwn(open.steps, step.id)) open.order.push(step.id);
        open.steps[step.id] = { ...step };
      }
      Object.assign(open.positions, change.positions);
      return;
    case 'steps.remove':
      return remove(open, new Set(change.ids));
    case 'steps.move':
      for (const [id, at] of Object.entries(change.positions))
        if (Object.hasOwn(open.steps, id)) open.positions[id] = at;
      return;
    case 'step.set': {
      const step = open.steps[change.id];
      if (step) put(step, change.key, change.value);
      return;
    }
    case 'step.replace':
      if (change.step.id !== change.id) rename(open, change.id, change.step.id);
      if (open.steps[change.step.id]) open.steps[change.step.id] = { ...change.step };
      return;
    case 'step.rename':
      return rename(open, change.id, change.to);
    case 'edge.add':
      return withNeeds(open, change.target, (needs) =>
        needs.some((need) => need.step === change.source && need.on === change.on)
          ? needs
          : [...needs, { step: change.source, on: change.on }],
      );
    case 'edge.set':
      return withNeeds(open, change.target, (needs) =>
        unique(needs.map((need) => (same(need, change) ? { step: need.step, on: change.to } : need))),
      );
    case 'edge.remove':
      return withNeeds(open, change.target, (needs) => needs.filter((need) => !same(need, change)));
    case 'settings.set':
      put(open.settings, change.key, change.value);
      return;
    case 'note.put':
      open.notes[change.id] = change.note;
      return;
    case 'notes.remove':
      for (const id of change.ids) delete open.notes[id];
      return;
    case 'notes.move':
      for (const [id, at] of Object.entries(change.positions)) {
        const note = open.notes[id];
        if (note) open.notes[id] = { ...note, ...at };
      }
  }
}

const same = (need: Need, edge: { source: string; on: string }) => need.step === edge.source && need.on === edge.on;

const unique = (needs: Need[]) =>
  needs.filter((need, index) => needs.findIndex((each) => each.step === need.step && each.on === need.on) === index);

function put(target: Record<string, unknown>, key: string, value: unknown) {
  if (value === undefined) delete target[key];
  else target[key] = value;
}

function withNeeds(open: Open, id: string, edit: (needs: Need[]) => Need[]) {
  const step = open.steps[id];
  if (step) put(step, 'needs', writeNeeds(edit(readNeeds(step.needs))));
}

function remove(open: Open, gone: ReadonlySet<string>) {
  open.order = open.order.filter((id) => !gone.has(id));
  for (const id of gone) {
    delete open.steps[id];
    delete open.positions[id];
  }
  for (const step of Object.values(open.steps)) {
    const needs = readNeeds(step.needs);
    const left = needs.filter((need) => !gone.has(need.step));
    if (left.length < needs.length) put(step, 'needs', writeNeeds(left));
  }
}

function rename(open: Open, id: string, to: string) {
  const step = open.steps[id];
  if (!step || id === to || Object.hasOwn(open.steps, to)) return;
  open.order = open.order.map((each) => (each === id ? to : each));
  const at = open.positions[id];
  if (at) open.positions[to] = at;
  delete open.positions[id];
  delete open.steps[id];
  step.id = to;
  open.steps[to] = step;
  for (const [key, each] of Object.entries(open.steps)) {
    const needs = readNeeds(each.needs);
    if (needs.some((need) => need.step === id))
      each.needs = writeNeeds(needs.map((need) => (need.step === id ? { ...need, step: to } : need)));
    open.steps[key] = renameReferences(each, id, to);
  }
  open.settings = renameReferences(open.settings, id, to);
}
