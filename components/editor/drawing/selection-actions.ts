import type { Positions } from '#components/canvas/layout.ts';
import { toast } from '#components/ui/toast.tsx';
import { mostNotes } from '#lib/domain/workflow/most-notes.ts';
import { type Alignment, align } from '../model/align.ts';
import type { Change } from '../model/change.ts';
import { freeId } from '../model/draft.ts';
import { wayOf } from '../model/edge-edits.ts';
import { noteNodeId, noteOf } from '../model/note-id.ts';
import { type EditorStore, edit, select, undo } from '../store/editor-store.ts';

type Point = { x: number; y: number };

const noteSize = { width: 220, height: 120 } as const;

/** What can be done to the steps and notes that are selected, and to groups and notes by name. */
export function selectionActions(store: EditorStore) {
  const state = () => store.getState();
  const steps = () => [...state().selection].filter((id) => Object.hasOwn(state().draft.steps, id));
  const notes = () =>
    [...state().selection].flatMap((id) => {
      const note = noteOf(id);
      return note !== null && Object.hasOwn(state().draft.notes, note) ? [note] : [];
    });
  const placesOf = (ids: readonly string[]): Positions =>
    Object.fromEntries(
      ids.flatMap((id) => {
        const at = state().draft.positions[id];
        return at ? [[id, at]] : [];
      }),
    );
  const inGroup = (name: string) => state().draft.order.filter((id) => state().draft.steps[id]?.group === name);
  const regroup = (ids: readonly string[], value: string | undefined) =>
    edit(store, {
      type: 'all',
      changes: ids.map((id): Change => ({ type: 'step.set', id, key: 'group', value })),
    });
  return {
    align(how: Alignment) {
      const places = placesOf(steps());
      if (Object.keys(places).length > 1) edit(store, { type: 'steps.move', positions: align(places, how) });
    },
    /** Moves what is selected; quick moves one after the other are taken back together. */
    nudge(by: Point) {
      const shift = (at: Point) => ({ x: at.x + by.x, y: at.y + by.y });
      const places = Object.entries(placesOf(steps())).map(([id, at]) => [id, shift(at)] as const);
      const stuck = notes().map((id) => [id, shift(state().draft.notes[id]!)] as const);
      const changes: Change[] = [
        { type: 'steps.move', positions: Object.fromEntries(places) },
        { type: 'notes.move', positions: Object.fromEntries(stuck) },
      ];
      edit(store, { type: 'all', changes }, 'nudge');
    },
    /** Puts the selected steps into one new group. */
    group() {
      const ids = steps();
      if (ids.length === 0) return;
      const taken = Object.fromEntries(Object.values(state().draft.steps).map((step) => [String(step.group), true]));
      const name = freeId('group', taken);
      regroup(ids, name);
      toast.info(`Grouped as ${name}. Its name opens a menu.`);
    },
    renameGroup: (from: string, to: string) => regroup(inGroup(from), to),
    dissolve: (name: string) => regroup(inGroup(name), undefined),
    selectGroup: (name: string) => select(store, inGroup(name)),
    addNote(at: Point) {
      if (Object.keys(state().draft.notes).length >= mostNotes) {
        toast.info(`A drawing takes at most ${mostNotes} notes.`);
        return;
      }
      const id = freeId('note', state().draft.notes);
      const note = { text: '', ...noteSize, x: Math.round(at.x), y: Math.round(at.y) };
      edit(store, { type: 'note.put', id, note });
      select(store, [noteNodeId(id)]);
    },
    /** Removes what is selected, with a way back. */
    remove() {
      const { selectedEdges, readOnly } = state();
      const [ids, stuck] = [steps(), notes()];
      if (readOnly || ids.length + stuck.length + selectedEdges.size === 0) return;
      const ways = [...selectedEdges].map((edge): Change => ({ type: 'edge.remove', ...wayOf(edge) }));
      store.setState({ selectedEdges: new Set() });
      edit(store, {
        type: 'all',
        changes: [...ways, { type: 'steps.remove', ids }, { type: 'notes.remove', ids: stuck }],
      });
      const all = ids.length + stuck.length + ways.length;
      const only = ids[0] ?? (stuck.length ? 'the note' : 'the connection');
      toast.info(all === 1 ? `Removed ${only}` : `Removed ${all} things`, {
        action: { label: 'Undo', onClick: () => undo(store) },
      });
    },
  };
}
