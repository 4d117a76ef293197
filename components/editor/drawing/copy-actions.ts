import { arrangeApart } from '#components/canvas/arrange-apart.ts';
import type { Positions } from '#components/canvas/layout.ts';
import { nodeHeight } from '#components/canvas/node-size.ts';
import { toast } from '#components/ui/toast.tsx';
import { mostNotes } from '#lib/domain/workflow/most-notes.ts';
import type { Note } from '#lib/domain/workflow/spec.ts';
import type { Change } from '../model/change.ts';
import type { Clip, ReadClip } from '../model/clipboard-text.ts';
import { type Draft, type DraftStep, emptyDraft, freeId } from '../model/draft.ts';
import { noteNodeId, noteOf } from '../model/note-id.ts';
import { type EditorStore, edit, select } from '../store/editor-store.ts';
import { copiesOf, graphOf } from './place-steps.ts';

type Point = { x: number; y: number };

/** How far a copy lies from what it was made of. */
const beside = { x: 32, y: nodeHeight + 24 };

/** Copies of what is selected, made at once or through the clipboard. */
export function copyActions(store: EditorStore) {
  const state = () => store.getState();
  const copied = (): Clip => {
    const { draft, selection } = state();
    const steps = [...selection].flatMap((id) => draft.steps[id] ?? []);
    return {
      steps,
      positions: Object.fromEntries(steps.map(({ id }) => [id, draft.positions[id] ?? { x: 0, y: 0 }])),
      notes: [...selection].flatMap((id) => draft.notes[noteOf(id) ?? ''] ?? []),
    };
  };

  /** Puts copies into the drawing and selects them; notes only as many as it takes. */
  const put = ({ steps, positions }: Pick<Clip, 'steps' | 'positions'>, notes: readonly Note[]) => {
    const taken: Record<string, unknown> = { ...state().draft.notes };
    const stuck = notes.slice(0, mostNotes - Object.keys(taken).length).map((note) => {
      const id = freeId('note', taken);
      taken[id] = note;
      return { type: 'note.put', id, note } satisfies Change;
    });
    edit(store, { type: 'all', changes: [{ type: 'steps.add', steps, positions }, ...stuck] });
    const ids = [...steps.map((step) => step.id), ...stuck.map(({ id }) => noteNodeId(id))];
    select(store, ids, steps.length === 1 && ids.length === 1);
    if (stuck.length < notes.length) toast.info(`A drawing takes at most ${mostNotes} notes.`);
  };

  return {
    copied,
    duplicate() {
      const { steps, notes } = copied();
      if (steps.length + notes.length === 0) return;
      const { draft } = state();
      put(
        copiesOf(draft, steps, draft.positions, { outside: true }),
        notes.map((note) => moved(note, beside)),
      );
    },
    /** Adds what a text holds, where the pointer was over the canvas; says what is wrong with others. */
    async paste(read: ReadClip, there: { at: Point } | null) {
      if (!read.ok) {
        toast.failed(new Error(read.reason), 'What was pasted cannot be drawn');
        return;
      }
      const { steps, notes } = read;
      const whole = steps.every(({ id }) => read.positions[id]);
      const places = whole ? read.positions : await arrangeApart(graphOf(onlyThese(steps)));
      const by = there ? wayTo(there.at, [...Object.values(places), ...notes]) : null;
      const copies = copiesOf(state().draft, steps, by ? shifted(places, by) : places, {
        outside: false,
        exact: by !== null,
      });
      put(
        copies,
        notes.map((note) => moved(note, by ?? beside)),
      );
      toast.info(`Pasted ${inWords(read)}`);
    },
    selectAll() {
      const { order, notes } = state().draft;
      select(store, [...order, ...Object.keys(notes).map(noteNodeId)]);
    },
  };
}

/** "one step", "3 steps and 2 notes". */
export function inWords({ steps, notes }: Pick<Clip, 'steps' | 'notes'>): string {
  const some = (count: number, what: string) =>
    count === 0 ? [] : [count === 1 ? `one ${what}` : `${count} ${what}s`];
  return [...some(steps.length, 'step'), ...some(notes.length, 'note')].join(' and ');
}

const moved = <At extends Point>(what: At, by: Point): At => ({ ...what, x: what.x + by.x, y: what.y + by.y });

const shifted = (places: Positions, by: Point): Positions =>
  Object.fromEntries(Object.entries(places).map(([id, at]) => [id, moved(at, by)]));

/** How far to move things so that their upper left corner lies there. */
const wayTo = (at: Point, things: readonly Point[]): Point => ({
  x: at.x - Math.min(...things.map(({ x }) => x)),
  y: at.y - Math.min(...things.map(({ y }) => y)),
});

const onlyThese = (steps: readonly DraftStep[]): Draft => ({
  ...emptyDraft,
  order: steps.map(({ id }) => id),
  steps: Object.fromEntries(steps.map((step) => [step.id, step])),
});
