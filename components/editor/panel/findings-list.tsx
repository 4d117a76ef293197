'use client';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { FindingView } from '#lib/contracts/workflow.ts';
import { categoryWords } from '#lib/domain/workflow/findings/category-words.ts';
import type { DrawingActions } from '../drawing/use-drawing-actions.ts';
import { bySeverity, stepOf } from '../model/step-findings.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { FindingActions } from './finding-actions.tsx';
import { useFix } from './use-fix.ts';

const looks = {
  error: { icon: CircleAlert, class: 'text-danger', word: 'Error' },
  warning: { icon: TriangleAlert, class: 'text-seal-text', word: 'Warning' },
  info: { icon: Info, class: 'text-muted', word: 'Hint' },
} as const;

const categories = Object.keys(categoryWords) as FindingView['category'][];

/** Findings by kind, the worst of each first; arrow keys walk through all of them, Enter leads to the place. */
export function FindingsList({ findings, actions }: { findings: readonly FindingView[]; actions: DrawingActions }) {
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 px-4 py-6 text-muted">
        <CircleCheck className="size-4 text-good" aria-hidden="true" /> Nothing was found wrong.
      </p>
    );
  }
  const groups = Map.groupBy(findings, ({ category }) => category);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons inside are heard here
    <div onKeyDown={walk}>
      {categories.flatMap((category) => {
        const group = groups.get(category);
        return group ? <Group key={category} category={category} findings={group} actions={actions} /> : [];
      })}
    </div>
  );
}

function Group({
  category,
  findings,
  actions,
}: {
  category: FindingView['category'];
  findings: readonly FindingView[];
  actions: DrawingActions;
}) {
  const { store } = useEditorTools();
  const draft = useEditor((state) => state.draft);
  const fixOf = useFix();
  return (
    <section aria-label={categoryWords[category].label}>
      <h3 className="sticky top-0 z-10 border-b bg-sunken px-4 py-1 font-medium text-muted text-xs">
        {categoryWords[category].label} <span className="tabular-nums">{findings.length}</span>
      </h3>
      <ul className="flex flex-col">
        {findings.toSorted(bySeverity).map((finding) => {
          const step = stepOf(finding, draft);
          const look = looks[finding.severity];
          const go = () => (step === null ? store.setState({ panel: 'workflow' }) : actions.open(step));
          return (
            <li
              key={`${finding.rule} ${finding.step} ${finding.path?.join('.')} ${finding.message}`}
              className="border-b hover:bg-hover"
            >
              <button
                type="button"
                data-finding
                onClick={go}
                className="flex w-full items-start gap-2.5 px-4 pt-2.5 pb-1 text-left"
              >
                <look.icon className={`mt-0.5 size-4 shrink-0 ${look.class}`} aria-label={look.word} />
                <span className="flex min-w-0 flex-col">
                  <span className="break-words">{finding.message}</span>
                  <span className="break-words text-muted text-xs">{finding.fix}</span>
                </span>
              </button>
              <div className="flex items-center gap-2 pr-3 pb-2 pl-10.5">
                <span className="fact min-w-0 flex-1 truncate text-faint text-xs">
                  {step ?? finding.path?.join('.')}
                </span>
                <FindingActions found={finding} fix={fixOf(finding)} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function walk(event: KeyboardEvent<HTMLElement>) {
  const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (way === 0 || !(event.target instanceof HTMLElement)) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-finding]')];
  const at = stops.findIndex((stop) => stop.parentElement?.contains(event.target as HTMLElement));
  const next = stops[at + way];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
