'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { arrangeApart } from '#components/canvas/arrange-apart.ts';
import { arrangeKeeping } from '#components/canvas/arrange-keeping.ts';
import { toast } from '#components/ui/toast.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import type { StepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { graphOf } from './drawing/place-steps.ts';
import { closeDraft, emptyDraft, openDraft } from './model/draft.ts';
import { adoptServerDraft } from './store/adopt-server-draft.ts';
import { type Autosave, startAutosave } from './store/autosave.ts';
import type { EditorTools } from './store/editor-context.tsx';
import { createEditorStore, type EditorStore, edit } from './store/editor-store.ts';
import { dropLocalCopy, readLocalCopy } from './store/local-copy.ts';

/**
 * The editor's store and its autosave for a workflow that was read from the server; null until everything is in place.
 * What an earlier visit could not save is brought back; a draft that has no places is arranged first.
 */
export function useOpenEditor(server: WorkflowView, kinds: StepKinds): EditorTools | null {
  const mayWrite = useMay('workflow.write');
  const queries = useQueryClient();
  const [tools, setTools] = useState<EditorTools | null>(null);
  const { id } = server;
  const readOnly = !mayWrite || server.archived;

  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once a workflow; later answers go through the effect below
  useEffect(() => {
    let closed = false;
    let autosave: Autosave | undefined;
    void open(server, readOnly).then((store) => {
      if (closed) return;
      autosave = startAutosave(store, id, (given) => workflowCalls.saveDraft(id, given));
      if (!readOnly) bringBack(store, id);
      setTools({ workflow: id, store, autosave, kinds });
    });
    return () => {
      closed = true;
      autosave?.stop();
      void queries.invalidateQueries({ queryKey: ['workflows'] });
    };
  }, [id, readOnly]);

  // Somebody else saved: with nothing of our own at stake theirs is shown, otherwise the next save asks.
  useEffect(() => {
    if (!tools) return;
    const state = tools.store.getState();
    if (server.revision <= state.revision || state.save.is !== 'saved' || state.brokenText !== null) return;
    adoptServerDraft(tools.store, tools.autosave, server);
    // What somebody else did is not ours to take back, and what we did lies below it.
    tools.store.temporal.getState().clear();
    toast.info(`${server.updatedBy} changed this draft; you see it as it is now.`);
  }, [tools, server]);

  useEffect(() => {
    if (!tools) return;
    const guard = (event: BeforeUnloadEvent) => {
      const { save, brokenText } = tools.store.getState();
      if (save.is !== 'saved' || brokenText !== null) event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [tools]);

  return tools;
}

async function open(server: WorkflowView, readOnly: boolean): Promise<EditorStore> {
  const opened = openDraft(server.draft, server.layout);
  const start = {
    revision: server.revision,
    version: server.version,
    draftAhead: server.draftAhead,
    readOnly,
    findings: server.findings,
  };
  if (!opened.ok) {
    const store = createEditorStore({ ...start, draft: emptyDraft });
    store.setState({ drawable: false, view: 'yaml', brokenText: server.yaml });
    return store;
  }
  let { draft } = opened;
  const homeless = draft.order.filter((id) => !draft.positions[id]);
  if (homeless.length > 0) {
    const graph = graphOf(draft);
    const places = await arrangeApart(graph);
    // With a few homeless ones the others stay where somebody put them.
    draft = {
      ...draft,
      positions: homeless.length === draft.order.length ? places : arrangeKeeping(graph, places, draft.positions),
    };
  }
  return createEditorStore({ ...start, draft });
}

/** What an earlier visit drew and could not save. */
function bringBack(store: EditorStore, workflow: string) {
  const copy = readLocalCopy(workflow);
  if (!copy) return;
  const { revision, draft } = store.getState();
  const mine = openDraft(copy.spec, {
    positions: { ...draft.positions, ...copy.layout.positions },
    notes: copy.layout.notes,
  });
  if (!mine.ok) {
    dropLocalCopy(workflow);
    return;
  }
  const same =
    JSON.stringify([closeDraft(mine.draft), mine.draft.notes]) === JSON.stringify([closeDraft(draft), draft.notes]);
  if (copy.revision !== revision && !same) {
    store.setState({ draft: mine.draft, revision: copy.revision, save: { is: 'stale' } });
  } else if (!same) {
    edit(store, { type: 'draft.replace', draft: mine.draft });
  }
  if (copy.brokenText !== null) store.setState({ brokenText: copy.brokenText, view: 'yaml' });
  if (copy.brokenText !== null || (!same && copy.revision === revision))
    toast.info('Brought back what had not been saved');
  else if (same) dropLocalCopy(workflow);
}
