'use client';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { drawStep } from '#components/canvas/drawing.ts';
import { sealsOf } from '#components/run/graph/step-seals.ts';
import { stateOf } from '#components/run/graph/step-state.ts';
import { takenEdges } from '#components/run/graph/taken-edges.ts';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { StatusMark } from '#components/ui/status-pill.tsx';
import { Time } from '#components/ui/time.tsx';
import { useLastRun } from '#lib/client/runs/use-last-values.ts';
import { useRun } from '#lib/client/runs/use-run.ts';
import { RunPicker } from '../panel/run-picker.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { noRunShown } from '../store/editor-store.ts';

/** How a run went, over the drawing: in words above it, and on each step how it stands, live. */
export default function RunOverlay() {
  const { workflow, store } = useEditorTools();
  const chosen = useEditor((state) => state.run);
  const { data: last, error, isPending } = useLastRun(workflow, chosen);
  return (
    <section
      aria-label="Run over the drawing"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b bg-surface px-4 py-2 text-sm"
    >
      {error ? (
        <>
          <Notice tone="warning" title={error.message} />
          <RunPicker />
        </>
      ) : null}
      {isPending ? <p className="text-muted">Reading the run …</p> : null}
      {last && !error ? <Standing key={last.run.id} id={last.run.id} /> : null}
      {last === null ? <p className="text-muted">This workflow has not run yet.</p> : null}
      <IconButton
        size="sm"
        label="Hide the run"
        shortcut="R"
        icon={<X />}
        className="ml-auto"
        onClick={() => store.setState({ overlay: 'none' })}
      />
    </section>
  );
}

function Standing({ id }: { id: string }) {
  const { store } = useEditorTools();
  const { data: run, error } = useRun(id);
  const strange = useEditor(({ draft, shown }) =>
    shown === noRunShown ? 0 : Object.keys(draft.steps).filter((step) => !shown.states[step]).length,
  );
  const drawn = useEditor(({ draft }) => draft.steps);
  const steps = run?.steps;
  useEffect(() => {
    if (!steps) return;
    const states = Object.fromEntries(steps.map((step) => [step.id, stateOf(step)]));
    const seals = Object.fromEntries(steps.map((step) => [step.id, sealsOf(step)]));
    const taken = takenEdges(Object.values(drawn).map(drawStep), steps);
    store.setState({ shown: { states, seals, taken } });
  }, [store, steps, drawn]);
  useEffect(() => () => store.setState({ shown: noRunShown }), [store]);
  if (error) return <Notice tone="warning" title={error.message} />;
  if (!run) return null;
  return (
    <>
      <span className="flex min-w-0 items-center gap-2">
        <StatusMark run={run.status} />
        <span className="min-w-0 truncate">{run.sentence}</span>
      </span>
      {run.draft ? <span className="text-muted">of a draft</span> : null}
      <Time at={run.queuedAt} className="text-muted text-xs" />
      {strange > 0 ? (
        <span className="text-muted text-xs">
          {strange === 1 ? 'one step is not in it' : `${strange} steps are not in it`}
        </span>
      ) : null}
      <RunPicker />
      <ButtonLink size="sm" variant="ghost" href={`/runs/${id}`}>
        Open the run
      </ButtonLink>
    </>
  );
}
