import { stringify } from 'yaml';
import type { Positions } from '#components/canvas/layout.ts';
import { mostNotes } from '#lib/domain/workflow/most-notes.ts';
import { type Note, noteSchema } from '#lib/domain/workflow/spec.ts';
import { readYaml } from '#lib/domain/workflow/yaml.ts';
import { type DraftStep, isObject, openDraft } from './draft.ts';

export type Clip = { steps: readonly DraftStep[]; positions: Positions; notes: readonly Note[] };
export type ReadClip = ({ ok: true } & Clip) | { ok: false; reason: string };

/** Largest text taken from the clipboard, in characters, and the most steps at once. */
const maxText = 1_000_000;
const maxSteps = 5000;

/** Copied steps as YAML that is a part of a workflow file, their places and the notes beside it. */
export function printClip({ steps, positions, notes }: Clip): string {
  const places = Object.fromEntries(steps.map(({ id }) => [id, positions[id] ?? { x: 0, y: 0 }]));
  const stuck = notes.length > 0 ? { notes } : {};
  return stringify({ ...(steps.length > 0 ? { steps, positions: places } : {}), ...stuck }, { lineWidth: 0 });
}

/**
 * Steps and notes from a text: what was copied here, a whole workflow, a list of steps or one step; or what is wrong and
 * where.
 */
export function readClip(text: string): ReadClip {
  if (text.length > maxText)
    return refuse(
      `What was pasted has ${mega(text.length)} million characters; at most ${mega(maxText)} are taken. Import it as a workflow.`,
    );
  const { value, findings } = readYaml(text);
  if (value === undefined) {
    const [first] = findings;
    return refuse(
      first?.line ? `Line ${first.line}: ${first.message} ${first.fix}` : (first?.message ?? 'It is empty.'),
    );
  }
  const whole = Array.isArray(value)
    ? { steps: value }
    : isObject(value) && 'kind' in value
      ? { steps: [value] }
      : value;
  const notes = isObject(whole) ? notesIn(whole.notes) : [];
  if (isObject(whole) && whole.steps === undefined && notes.length > 0)
    return { ok: true, steps: [], positions: {}, notes };
  if (!isObject(whole) || !Array.isArray(whole.steps))
    return refuse('It holds no steps. A step begins with “id:” and “kind:”, several stand in a list under “steps:”.');
  if (whole.steps.length > maxSteps)
    return refuse(
      `It holds ${whole.steps.length.toLocaleString('en')} steps; at most ${maxSteps.toLocaleString('en')} are taken at once.`,
    );
  const opened = openDraft({ steps: whole.steps });
  if (!opened.ok) return refuse(opened.reason);
  const { order, steps } = opened.draft;
  if (order.length === 0) return refuse('Its list of steps is empty.');
  const places = isObject(whole.positions) ? whole.positions : {};
  const positions: Positions = {};
  for (const id of order) {
    const at = Object.hasOwn(places, id) ? places[id] : undefined;
    if (isObject(at) && isNumber(at.x) && isNumber(at.y)) positions[id] = { x: at.x, y: at.y };
  }
  return { ok: true, steps: order.flatMap((id) => steps[id] ?? []), positions, notes };
}

const notesIn = (given: unknown): Note[] =>
  (Array.isArray(given) ? given.slice(0, mostNotes) : []).flatMap((each) => noteSchema.safeParse(each).data ?? []);

const refuse = (reason: string): ReadClip => ({ ok: false, reason });
const mega = (length: number) => (length / 1_000_000).toFixed(1);
const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e6;
