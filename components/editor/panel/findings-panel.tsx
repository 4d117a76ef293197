'use client';
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { FindingView } from '#lib/contracts/workflow.ts';
import type { DrawingActions } from '../drawing/use-drawing-actions.ts';
import { bySeverity, stepOf } from '../model/step-findings.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

const looks = {
  error: { icon: CircleAlert, class: 'text-danger', word: 'Error' },
  warning: { icon: TriangleAlert, class: 'text-seal-text', word: 'Warning' },
  info: { icon: Info, class: 'text-muted', word: 'Hint' },
} as const;

/** Everything found about the workflow, the worst first; each leads to its place. */
export function FindingsPanel({ actions }: { actions: DrawingActions }) {
  const { store } = useEditorTools();
  const findings = useEditor((state) => state.findings);
  return (
    <section aria-label="Findings" className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex items-center gap-2 border-b px-4 py-3 max-md:hidden">
        <h2 className="flex-1 font-semibold text-base">Findings</h2>
        <IconButton size="sm" label="Close" icon={<X />} onClick={() => store.setState({ panel: 'none' })} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <FindingsList findings={findings} actions={actions} />
      </div>
    </section>
  );
}

export function FindingsList({ findings, actions }: { findings: readonly FindingView[]; actions: DrawingActions }) {
  const { store } = useEditorTools();
  const draft = useEditor((state) => state.draft);
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 px-4 py-6 text-muted">
        <CircleCheck className="size-4 text-good" aria-hidden="true" /> Nothing was found wrong.
      </p>
    );
  }
  return (
    <ul className="flex flex-col">
      {findings.toSorted(bySeverity).map((finding) => {
        const step = stepOf(finding, draft);
        const look = looks[finding.severity];
        const go = () => (step === null ? store.setState({ panel: 'workflow' }) : actions.open(step));
        return (
          <li key={`${finding.rule} ${finding.step} ${finding.path?.join('.')} ${finding.message}`}>
            <button
              type="button"
              onClick={go}
              className="flex w-full items-start gap-2.5 border-b px-4 py-2.5 text-left hover:bg-hover"
            >
              <look.icon className={`mt-0.5 size-4 shrink-0 ${look.class}`} aria-label={look.word} />
              <span className="flex min-w-0 flex-col">
                <span className="break-words">{finding.message}</span>
                <span className="break-words text-muted text-xs">{finding.fix}</span>
                <span className="fact mt-0.5 break-words text-faint text-xs">{step ?? finding.path?.join('.')}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
