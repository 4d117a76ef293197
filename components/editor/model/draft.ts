import type { Positions } from '#components/canvas/layout.ts';
import type { Layout, Note } from '#lib/domain/workflow/spec.ts';

export type Notes = Readonly<Record<string, Note>>;

/** A step while it is being drawn: it has an id and a kind, everything else may still be wrong and is kept as it is. */
export type DraftStep = Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string };

/**
 * A workflow while it is being drawn. Steps are kept by id, so that an edit of one leaves the others' identity alone;
 * `settings` is every other key of the file, unknown ones included.
 */
export type Draft = {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly order: readonly string[];
  readonly steps: Readonly<Record<string, DraftStep>>;
  readonly positions: Positions;
  readonly notes: Notes;
};

export const emptyDraft: Draft = { settings: { name: 'New workflow' }, order: [], steps: {}, positions: {}, notes: {} };

export type Opened = { ok: true; draft: Draft } | { ok: false; reason: string };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A spec as a drawing, or why it cannot be drawn (then only its text can be edited). Loses nothing: see `closeDraft`. */
export function openDraft(spec: unknown, { positions, notes = {} }: Layout = { positions: {} }): Opened {
  if (!isObject(spec))
    return { ok: false, reason: 'This is not a workflow: it must be a mapping with name and steps.' };
  const { steps = [], ...settings } = spec;
  if (!Array.isArray(steps)) return { ok: false, reason: 'steps must be a list.' };
  const made: Record<string, DraftStep> = {};
  const order: string[] = [];
  for (const [index, step] of steps.entries()) {
    if (!isObject(step)) return { ok: false, reason: `Step ${index + 1} is not a mapping.` };
    const { id, kind } = step;
    if (typeof id !== 'string' || id === '') return { ok: false, reason: `Step ${index + 1} has no id.` };
    if (id === '__proto__') return { ok: false, reason: `Step ${index + 1}: no step can have this id.` };
    if (Object.hasOwn(made, id)) return { ok: false, reason: `Two steps have the id ${id}.` };
    if (kind !== undefined && typeof kind !== 'string')
      return { ok: false, reason: `The kind of ${id} is not a text.` };
    order.push(id);
    made[id] = { ...step, id, kind: kind ?? '' };
  }
  return { ok: true, draft: { settings, order, steps: made, positions, notes } };
}

/** The keys of a workflow file in the order people read them. */
const usualOrder = ['name', 'description', 'labels', 'inputs', 'defaults', 'steps', 'outputs', 'timeout', 'priority'];

/** The spec of a drawing; keys the drawing does not know come last, as they were. */
export function closeDraft(draft: Draft): Record<string, unknown> {
  const all: Record<string, unknown> = { ...draft.settings, steps: draft.order.map((id) => draft.steps[id]) };
  const spec: Record<string, unknown> = {};
  for (const key of usualOrder) if (all[key] !== undefined) spec[key] = all[key];
  for (const [key, value] of Object.entries(all)) if (value !== undefined && !(key in spec)) spec[key] = value;
  return spec;
}

/** Places of steps that exist, and the notes; places of removed steps are not kept. */
export function closeLayout(draft: Draft): Layout {
  const positions: Positions = {};
  for (const id of draft.order) {
    const at = draft.positions[id];
    if (at) positions[id] = at;
  }
  return Object.keys(draft.notes).length === 0 ? { positions } : { positions, notes: { ...draft.notes } };
}

export const nameOf = (draft: Draft) =>
  typeof draft.settings.name === 'string' && draft.settings.name.trim() ? draft.settings.name : 'Unnamed workflow';

/** An id nobody has: `notes`, then `notes_2`, … */
export function freeId(wanted: string, taken: Readonly<Record<string, unknown>>): string {
  const base = wanted.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '') || 'step';
  if (!Object.hasOwn(taken, base)) return base;
  const stem = base.replace(/_\d+$/, '');
  for (let count = 2; ; count++) if (!Object.hasOwn(taken, `${stem}_${count}`)) return `${stem}_${count}`;
}
