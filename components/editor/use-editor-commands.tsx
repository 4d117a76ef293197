'use client';
import {
  Activity,
  ChartGantt,
  CodeXml,
  Keyboard,
  ListTree,
  Network,
  Play,
  Plus,
  Scan,
  Search,
  Settings2,
  StickyNote,
  Upload,
} from 'lucide-react';
import { useMemo } from 'react';
import { type Command, useCommands } from '#components/frame/commands.tsx';
import type { DrawingActions } from './drawing/use-drawing-actions.ts';
import { matchingKinds } from './palette/palette.tsx';
import { useEditor, useEditorTools } from './store/editor-context.tsx';
import type { Overlay } from './store/editor-store.ts';
import type { EditorDialog } from './top/editor-actions.tsx';

/** Offers what the editor does in the frame's palette (Ctrl-K). */
export function useEditorCommands(actions: DrawingActions, open: (dialog: EditorDialog) => void): void {
  const { kinds, store } = useEditorTools();
  const readOnly = useEditor((state) => state.readOnly);
  const commands = useMemo<Command[]>(() => {
    const group = 'This workflow';
    const lay = (what: Overlay) => () =>
      store.setState(({ overlay }) => ({ overlay: overlay === what ? 'none' : what, view: 'drawing' }));
    const always: Command[] = [
      { id: 'run', group, label: 'Run', icon: <Play />, run: () => open('run') },
      {
        id: 'yaml',
        group,
        label: 'Show the YAML or the drawing',
        icon: <CodeXml />,
        run: () => store.setState(({ view, drawable }) => ({ view: view === 'yaml' && drawable ? 'drawing' : 'yaml' })),
      },
      {
        id: 'settings',
        group,
        label: 'Inputs and settings',
        icon: <Settings2 />,
        run: () => store.setState({ panel: 'workflow' }),
      },
      {
        id: 'outline',
        group,
        label: 'Outline: the drawing as a list',
        icon: <ListTree />,
        run: () => store.setState({ panel: 'outline' }),
      },
      {
        id: 'find',
        group,
        label: 'Find a step',
        icon: <Search />,
        shortcut: 'Ctrl F',
        run: () => store.setState({ finding: true, view: 'drawing' }),
      },
      { id: 'plan', group, label: 'Plan over the drawing', icon: <ChartGantt />, shortcut: 'P', run: lay('plan') },
      {
        id: 'states',
        group,
        label: 'States of the last run over the drawing',
        icon: <Activity />,
        shortcut: 'R',
        run: lay('run'),
      },
      { id: 'keys', group, label: 'Keys of the editor', icon: <Keyboard />, shortcut: '?', run: () => open('keys') },
      { id: 'fit', group, label: 'Show everything', icon: <Scan />, shortcut: 'F', run: () => void actions.fit() },
      {
        id: 'fit selection',
        group,
        label: 'Show the selection',
        icon: <Scan />,
        shortcut: 'Shift F',
        run: () => actions.fitSelection(),
      },
    ];
    if (readOnly) return always;
    return [
      ...always,
      { id: 'publish', group, label: 'Publish', icon: <Upload />, run: () => open('publish') },
      {
        id: 'arrange',
        group,
        label: 'Arrange the steps',
        icon: <Network />,
        shortcut: 'L',
        run: () => void actions.arrange(),
      },
      {
        id: 'arrange keeping',
        group,
        label: 'Arrange, keeping what I placed',
        icon: <Network />,
        shortcut: 'Shift L',
        run: () => void actions.arrange(true),
      },
      { id: 'note', group, label: 'Stick a note', icon: <StickyNote />, shortcut: 'S', run: () => actions.noteHere() },
      ...matchingKinds(kinds, '').map(
        (kind): Command => ({
          id: `add ${kind.kind}`,
          group: 'Add a step',
          label: kind.label,
          icon: <Plus />,
          keywords: [kind.kind, kind.description],
          run: () => {
            store.setState({ view: 'drawing' });
            actions.add(kind.kind);
          },
        }),
      ),
    ];
  }, [actions, kinds, open, readOnly, store]);
  useCommands('editor', commands);
}
