import type { Edge, EdgeProps } from '@xyflow/react';
import { ChevronDown, Trash2 } from 'lucide-react';
import { memo } from 'react';
import { edgeLabel } from '#components/canvas/drawing.ts';
import { EdgeLine, type EdgeLook } from '#components/canvas/edge-line.tsx';
import { cn } from '#components/ui/cn.ts';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { outcomesOf } from '../model/need.ts';
import { useEdit, useEditorEach, useEditorTools } from '../store/editor-context.tsx';

export type EditorEdgeType = Edge<EdgeLook, 'line'>;

const results = [
  { value: 'success', label: 'When it succeeds' },
  { value: 'failure', label: 'When it fails' },
  { value: 'always', label: 'Always, succeeded or failed' },
  { value: 'notTaken', label: 'When it is not taken' },
] as const;

/** A way from one step to the next, with a small menu for which result goes this way. */
export const EditorEdge = memo(function EditorEdge(props: EdgeProps<EditorEdgeType>) {
  const look = props.data ?? { on: 'success', tone: 'success' as const };
  const shown = props.selected || look.on !== 'success';
  return <EdgeLine edge={props} look={look} control={shown ? <EdgeMenu {...props} on={look.on} /> : undefined} />;
});

function EdgeMenu({ source, target, on, selected }: EdgeProps<EditorEdgeType> & { on: string }) {
  const edit = useEdit();
  const { store } = useEditorTools();
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
        icon={<Trash2 />}
        danger
        shortcut="Del"
        onClick={() => edit({ type: 'edge.remove', source, target, on })}
      >
        Remove the connection
      </MenuItem>
    </Menu>
  );
}
