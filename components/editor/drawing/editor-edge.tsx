import { type Edge, type EdgeProps, useReactFlow } from '@xyflow/react';
import { ChevronDown, Plus, Trash2 } from 'lucide-react';
import { memo, useContext } from 'react';
import { edgeLabel } from '#components/canvas/drawing.ts';
import { EdgeLine, type EdgeLook } from '#components/canvas/edge-line.tsx';
import { cn } from '#components/ui/cn.ts';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { middleOf } from '../model/edge-near.ts';
import { outcomesOf } from '../model/need.ts';
import { useEdit, useEditor, useEditorEach, useEditorTools } from '../store/editor-context.tsx';
import { ActionsContext } from './group-node.tsx';

export type EditorEdgeType = Edge<EdgeLook, 'line' | 'inner'>;

const results = [
  { value: 'success', label: 'When it succeeds' },
  { value: 'failure', label: 'When it fails' },
  { value: 'always', label: 'Always, succeeded or failed' },
  { value: 'notTaken', label: 'When it is not taken' },
] as const;

/** A way from one step to the next, with a small menu for which result goes this way. */
export const EditorEdge = memo(function EditorEdge(props: EdgeProps<EditorEdgeType>) {
  const taken = useEditor(({ shown }) => shown.taken?.has(props.id));
  const look = { ...(props.data ?? { on: 'success', tone: 'success' as const }), taken };
  const shown = props.selected || look.on !== 'success';
  return <EdgeLine edge={props} look={look} control={shown ? <EdgeMenu {...props} on={look.on} /> : undefined} />;
});

/** A way among steps that are only shown here. */
export const InnerEdge = memo(function InnerEdge(props: EdgeProps<EditorEdgeType>) {
  return <EdgeLine edge={props} look={props.data ?? { on: 'success', tone: 'success' }} />;
});

function EdgeMenu({ id, source, target, on, selected }: EdgeProps<EditorEdgeType> & { on: string }) {
  const edit = useEdit();
  const { store } = useEditorTools();
  const flow = useReactFlow();
  const actions = useContext(ActionsContext);
  const outcomes = useEditorEach((state) => outcomesOf(state.draft.steps[source]));
  const named = outcomes.includes(on) || results.some((result) => result.value === on) ? outcomes : [...outcomes, on];
  const options = [...results, ...named.map((name) => ({ value: name, label: `Outcome “${name}”` }))];
  const label = edgeLabel(on) ?? 'success';
  return (
    <Menu
      align="center"
      trigger={
        <button
          type="button"
          aria-label={`From ${source} to ${target}: ${label}. Change`}
          className={cn(
            'pointer-events-auto flex h-5 items-center gap-0.5 rounded-full border bg-surface pr-1 pl-2 font-medium text-2xs text-muted hover:border-line-strong hover:text-ink pointer-coarse:h-8 pointer-coarse:px-3',
            on === 'failure' && 'border-danger-line text-danger hover:text-danger',
            selected && 'border-accent text-accent hover:text-accent',
          )}
        >
          {label}
          <ChevronDown className="size-3" aria-hidden="true" />
        </button>
      }
    >
      <MenuChoice
        label={`Go on to ${target}`}
        value={on}
        options={options}
        onValueChange={(to) => {
          edit({ type: 'edge.set', source, target, on, to });
          store.setState({ selectedEdges: new Set() });
        }}
      />
      <MenuSeparator />
      <MenuItem
        icon={<Plus />}
        onClick={() => {
          const { positions } = store.getState().draft;
          const [from, to] = [positions[source], positions[target]];
          if (!from || !to) return;
          const at = middleOf(from, to);
          // Once the menu has given the focus back.
          setTimeout(() => actions?.ask({ at, screen: flow.flowToScreenPosition(at), edge: id }), 80);
        }}
      >
        Add a step between
      </MenuItem>
      <MenuItem icon={<Trash2 />} danger shortcut="Del" onClick={() => actions?.cut(id)}>
        Remove the connection
      </MenuItem>
    </Menu>
  );
}
