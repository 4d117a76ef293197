import type { Node, NodeProps } from '@xyflow/react';
import { BoxSelect, ChevronDown, Pencil, Ungroup } from 'lucide-react';
import { createContext, memo, useContext, useState } from 'react';
import type { Frame } from '#components/canvas/group-frames.ts';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { useEditor } from '../store/editor-context.tsx';
import type { DrawingActions } from './use-drawing-actions.ts';

export type GroupNodeType = Node<{ name: string; steps: number }, 'group'>;

/** The drawing's actions, for what stands on the canvas itself. */
export const ActionsContext = createContext<DrawingActions | null>(null);

/** A group as a frame behind its steps. Its head drags all of them, and opens what can be done with the group. */
export const GroupNode = memo(function GroupNode({ data }: NodeProps<GroupNodeType>) {
  const actions = useContext(ActionsContext);
  const readOnly = useEditor((state) => state.readOnly);
  const [naming, setNaming] = useState(false);
  const rename = (typed: string) => {
    setNaming(false);
    const name = typed.trim();
    if (name && name !== data.name) actions?.renameGroup(data.name, name);
  };
  return (
    <div className="pointer-events-none size-full rounded-lg border border-line-strong border-dashed bg-ink-3/50">
      <div className="group-head pointer-events-auto flex h-7 cursor-grab items-center px-2 active:cursor-grabbing">
        {naming ? (
          <input
            aria-label={`New name of the group ${data.name}`}
            // biome-ignore lint/a11y/noAutofocus: it was just asked for
            autoFocus
            maxLength={64}
            defaultValue={data.name}
            className="nodrag h-5 w-40 rounded-sm border border-accent bg-surface px-1.5 text-xs outline-none"
            onBlur={(event) => rename(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename(event.currentTarget.value);
              if (event.key === 'Escape') setNaming(false);
            }}
          />
        ) : readOnly ? (
          <span className="truncate px-1 font-medium text-muted text-xs">{data.name}</span>
        ) : (
          <Menu
            trigger={
              // Dragging takes a press for itself, and the menu would never hear of it: the rest of the head drags.
              <button
                type="button"
                aria-label={`Group ${data.name}, ${data.steps} steps`}
                className="nodrag flex min-w-0 items-center gap-1 rounded-sm px-1 py-0.5 font-medium text-muted text-xs hover:bg-hover hover:text-ink"
              >
                <span className="truncate">{data.name}</span>
                <ChevronDown className="size-3 shrink-0" aria-hidden="true" />
              </button>
            }
          >
            <MenuItem icon={<Pencil />} onClick={() => setTimeout(() => setNaming(true), 60)}>
              Rename the group
            </MenuItem>
            <MenuItem icon={<BoxSelect />} onClick={() => actions?.selectGroup(data.name)}>
              Select its steps
            </MenuItem>
            <MenuItem icon={<Ungroup />} onClick={() => actions?.dissolve(data.name)}>
              Dissolve the group
            </MenuItem>
          </Menu>
        )}
      </div>
    </div>
  );
});

export const groupNodeId = (name: string) => `group ${name}`;

export function groupNode({ name, steps, x, y, width, height }: Frame): GroupNodeType {
  return {
    id: groupNodeId(name),
    type: 'group',
    position: { x, y },
    width,
    height,
    measured: { width, height },
    data: { name, steps },
    dragHandle: '.group-head',
    selectable: false,
    focusable: false,
    connectable: false,
    deletable: false,
    zIndex: -2,
    className: 'pointer-events-none!',
  };
}
