import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { openDraft } from '../model/draft.ts';
import type { Autosave } from './autosave.ts';
import { type EditorStore, setFindings } from './editor-store.ts';

/** Shows the server's draft in place of ours. One that cannot be drawn is left to a reload, which shows its text. */
export function adoptServerDraft(store: EditorStore, autosave: Autosave, server: WorkflowView): void {
  const opened = openDraft(server.draft, server.layout);
  if (!opened.ok) {
    location.reload();
    return;
  }
  store.setState({
    draft: opened.draft,
    drawable: true,
    brokenText: null,
    version: server.version,
    draftAhead: server.draftAhead,
    selection: new Set([...store.getState().selection].filter((id) => Object.hasOwn(opened.draft.steps, id))),
  });
  autosave.adopt(server.revision);
  setFindings(store, server.findings);
}
