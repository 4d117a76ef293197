'use client';
import { CircleAlert, CircleCheck, History, Play, TriangleAlert } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

export type EditorDialog = 'publish' | 'run' | null;

/** What is done with the workflow as a whole: findings, history, run, publish. */
export function EditorActions({ open, compact }: { open: (dialog: EditorDialog) => void; compact?: boolean }) {
  const { workflow, store } = useEditorTools();
  const mayRun = useMay('run.start');
  const mayPublish = useMay('workflow.publish');
  const readOnly = useEditor((state) => state.readOnly);
  const shown = useEditor((state) => state.panel === 'findings');
  const count = useEditor((state) => state.findings.filter((finding) => finding.severity !== 'info').length);
  const errors = useEditor((state) => state.findings.some((finding) => finding.severity === 'error'));
  const size = compact ? 'sm' : 'md';
  return (
    <>
      <Button
        size={size}
        variant="ghost"
        aria-pressed={shown}
        aria-label={count === 0 ? 'Findings: none' : `Findings: ${count}`}
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
        {compact ? count : count === 0 ? 'No findings' : `Findings ${count}`}
      </Button>
      {compact ? null : (
        <ButtonLink size={size} variant="ghost" icon={<History />} href={`/workflows/${workflow}/versions`}>
          History
        </ButtonLink>
      )}
      {mayRun ? (
        <Button size={size} icon={<Play />} aria-label="Run" onClick={() => open('run')}>
          {compact ? null : 'Run'}
        </Button>
      ) : null}
      {mayPublish && !readOnly ? (
        <Button size={size} variant="primary" onClick={() => open('publish')}>
          Publish
        </Button>
      ) : null}
    </>
  );
}
