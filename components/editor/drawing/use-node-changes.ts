'use client';
import { type NodeChange, useReactFlow } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';
import { groupFrames } from '#components/canvas/group-frames.ts';
import type { Positions } from '#components/canvas/layout.ts';
import { type Guide, snap } from '../model/align.ts';
import { noteOf } from '../model/note-id.ts';
import { useEdit, useEditorTools } from '../store/editor-context.tsx';
import { type EditorState, select } from '../store/editor-store.ts';

/** How near, on the screen, a dragged step is drawn to a line of another one. */
const reach = 6;
const noGuides: readonly Guide[] = [];

/**
 * What the canvas says about its nodes: selections go to the store at once; while something is dragged only `dragged`
 * knows where it is (by node id), in line with its neighbours where `guides` say so, and where it lands is one edit.
 */
export function useNodeChanges() {
  const { store } = useEditorTools();
  const edit = useEdit();
  const flow = useReactFlow();
  const [dragged, setDragged] = useState<Positions | null>(null);
  const [guides, setGuides] = useState(noGuides);
  const held = useRef<Positions | null>(null);
  const onNodesChange = useCallback(
    (changes: readonly NodeChange[]) => {
      const state = store.getState();
      const moving: Positions = {};
      let landed = false;
      let selection: Set<string> | undefined;
      for (const change of changes) {
        if (change.type === 'position') {
          if (change.position) Object.assign(moving, movedBy(state, change.id, change.position));
          landed ||= change.dragging === false;
        } else if (change.type === 'select') {
          selection ??= new Set(state.selection);
          if (change.selected) selection.add(change.id);
          else selection.delete(change.id);
        }
      }
      if (selection) select(store, selection);
      if (Object.keys(moving).length === 0 && !landed) return;
      if (!landed) {
        const steps = Object.fromEntries(Object.entries(moving).filter(([id]) => noteOf(id) === null));
        const line = snap(steps, state.draft.positions, reach / flow.getZoom());
        for (const [id, at] of Object.entries(moving)) moving[id] = { x: at.x + line.dx, y: at.y + line.dy };
        held.current = { ...held.current, ...moving };
        setDragged(held.current);
        setGuides(line.guides);
        return;
      }
      // The canvas tells once more where the pointer let go; what was seen last, in line with others, is what counts.
      const places = held.current ?? moving;
      held.current = null;
      setDragged(null);
      setGuides(noGuides);
      const steps: Positions = {};
      const notes: Positions = {};
      for (const [id, at] of Object.entries(places)) {
        const note = noteOf(id);
        if (note === null) steps[id] = at;
        else notes[note] = at;
      }
      const loose = new Set([...state.loose].filter((id) => !Object.hasOwn(steps, id)));
      if (loose.size < state.loose.size) store.setState({ loose });
      edit({
        type: 'all',
        changes: [
          { type: 'steps.move', positions: steps },
          { type: 'notes.move', positions: notes },
        ],
      });
    },
    [store, edit, flow],
  );
  return { dragged, guides, onNodesChange };
}

/** Where things stand when one node is dragged there: itself, or all steps of the group whose frame it is. */
function movedBy({ draft }: EditorState, id: string, to: { x: number; y: number }): Positions {
  const at = { x: Math.round(to.x), y: Math.round(to.y) };
  if (!id.startsWith('group ')) return { [id]: at };
  const name = id.slice('group '.length);
  const members = draft.order.filter((each) => draft.steps[each]?.group === name);
  const [frame] = groupFrames(
    members.map((each) => ({ id: each, group: name })),
    draft.positions,
  );
  if (!frame) return {};
  return Object.fromEntries(
    members.map((each) => {
      const from = draft.positions[each] ?? at;
      return [each, { x: Math.round(from.x + at.x - frame.x), y: Math.round(from.y + at.y - frame.y) }];
    }),
  );
}
