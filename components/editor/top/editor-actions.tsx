'use client';
import {
  Activity,
  ChartGantt,
  CircleAlert,
  CircleCheck,
  Ellipsis,
  History,
  Play,
  Settings2,
  TriangleAlert,
  Upload,
} from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import type { Overlay } from '../store/editor-store.ts';

export type EditorDialog = 'publish' | 'run' | 'keys' | null;

type Props = { open: (dialog: EditorDialog) => void };

/** What is done with the workflow as a whole: findings, history, run, publish. */
export function EditorActions({ open }: Props) {
  const { workflow } = useEditorTools();
  const mayRun = useMay('run.start');
  const mayPublish = useMay('workflow.publish');
  const readOnly = useEditor((state) => state.readOnly);
  return (
    <>
      <FindingsButton />
      <ButtonLink variant="ghost" icon={<History />} href={`/workflows/${workflow}/versions`}>
        History
      </ButtonLink>
      {mayRun ? (
        <Button icon={<Play />} onClick={() => open('run')}>
          Run
        </Button>
      ) : null}
      {mayPublish && !readOnly ? (
        <Button variant="primary" onClick={() => open('publish')}>
          Publish
        </Button>
      ) : null}
    </>
  );
}

/** The same on a phone: the findings, the rest in a menu. */
export function EditorMenu({ open }: Props) {
  const { workflow, store } = useEditorTools();
  const overlay = useEditor((state) => state.overlay);
  const lay = (what: Overlay) => store.setState({ overlay: overlay === what ? 'none' : what, view: 'drawing' });
  const mayRun = useMay('run.start');
  const mayPublish = useMay('workflow.publish');
  const readOnly = useEditor((state) => state.readOnly);
  return (
    <>
      <FindingsButton compact />
      {mayRun ? <IconButton size="sm" label="Run" icon={<Play />} onClick={() => open('run')} /> : null}
      <Menu align="end" trigger={<IconButton size="sm" label="More" icon={<Ellipsis />} tooltip={false} />}>
        {mayPublish && !readOnly ? (
          <MenuItem icon={<Upload />} onClick={() => open('publish')}>
            Publish
          </MenuItem>
        ) : null}
        <MenuItem icon={<Settings2 />} onClick={() => store.setState({ panel: 'workflow' })}>
          Inputs and settings
        </MenuItem>
        <MenuItem icon={<ChartGantt />} onClick={() => lay('plan')}>
          {overlay === 'plan' ? 'Hide the plan' : 'Plan'}
        </MenuItem>
        <MenuItem icon={<Activity />} onClick={() => lay('run')}>
          {overlay === 'run' ? 'Hide the run' : 'States of the last run'}
        </MenuItem>
        <MenuSeparator />
        <MenuLink icon={<History />} href={`/workflows/${workflow}/versions`}>
          History
        </MenuLink>
      </Menu>
    </>
  );
}

function FindingsButton({ compact }: { compact?: boolean }) {
  const { store } = useEditorTools();
  const shown = useEditor((state) => state.panel === 'findings');
  const count = useEditor((state) => state.findings.filter((finding) => finding.severity !== 'info').length);
  const errors = useEditor((state) => state.findings.some((finding) => finding.severity === 'error'));
  return (
    <Button
      size={compact ? 'sm' : 'md'}
      variant="ghost"
      aria-pressed={shown}
      aria-label={count === 0 ? 'No findings' : `Findings ${count}`}
      icon={
        errors ? (
          <CircleAlert className="text-danger" />
        ) : count > 0 ? (
          <TriangleAlert className="text-seal-text" />
        ) : (
          <CircleCheck className="text-good" />
        )
      }
      onClick={() => store.setState({ panel: shown ? 'none' : 'findings' })}
    >
      {compact ? count || null : count === 0 ? 'No findings' : `Findings ${count}`}
    </Button>
  );
}
