'use client';
import { Panel } from '@xyflow/react';
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  Group,
  Scan,
  Trash2,
} from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import type { Alignment } from '../model/align.ts';
import { useEditor } from '../store/editor-context.tsx';
import type { DrawingActions } from './use-drawing-actions.ts';

const lines = [
  { how: 'left', label: 'Left edges', icon: <AlignStartVertical /> },
  { how: 'centre', label: 'Centres', icon: <AlignCenterVertical /> },
  { how: 'right', label: 'Right edges', icon: <AlignEndVertical /> },
  { how: 'top', label: 'Top edges', icon: <AlignStartHorizontal /> },
  { how: 'middle', label: 'Middles', icon: <AlignCenterHorizontal /> },
  { how: 'bottom', label: 'Bottom edges', icon: <AlignEndHorizontal /> },
] as const satisfies readonly { how: Alignment; label: string; icon: unknown }[];

const gaps = [
  { how: 'across', label: 'Equal gaps across', icon: <AlignHorizontalDistributeCenter /> },
  { how: 'down', label: 'Equal gaps down', icon: <AlignVerticalDistributeCenter /> },
] as const satisfies readonly { how: Alignment; label: string; icon: unknown }[];

/** What can be done with several selected steps at once. */
export function SelectionBar({ actions }: { actions: DrawingActions }) {
  const count = useEditor((state) => [...state.selection].filter((id) => Object.hasOwn(state.draft.steps, id)).length);
  const readOnly = useEditor((state) => state.readOnly);
  if (count < 2 || readOnly) return null;
  return (
    <Panel position="top-center">
      <div
        role="toolbar"
        aria-label="Selected steps"
        className="flex items-center gap-0.5 rounded-md border bg-surface p-0.5"
      >
        <span className="px-2 text-muted text-xs tabular-nums">{count} steps</span>
        <Menu
          trigger={
            <Button size="sm" variant="ghost" icon={<AlignStartVertical />}>
              Align
            </Button>
          }
        >
          {lines.map(({ how, label, icon }) => (
            <MenuItem key={how} icon={icon} onClick={() => actions.align(how)}>
              {label}
            </MenuItem>
          ))}
          <MenuSeparator />
          {gaps.map(({ how, label, icon }) => (
            <MenuItem key={how} icon={icon} onClick={() => actions.align(how)}>
              {label}
            </MenuItem>
          ))}
        </Menu>
        <IconButton size="sm" label="Group" shortcut="G" icon={<Group />} onClick={() => actions.group()} />
        <IconButton size="sm" label="Duplicate" shortcut="Ctrl D" icon={<Copy />} onClick={() => actions.duplicate()} />
        <IconButton
          size="sm"
          label="Show the selection"
          shortcut="Shift F"
          icon={<Scan />}
          onClick={() => actions.fitSelection()}
        />
        <IconButton size="sm" label="Remove" shortcut="Del" icon={<Trash2 />} onClick={() => actions.remove()} />
      </div>
    </Panel>
  );
}
