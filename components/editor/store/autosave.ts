import { ApiError } from '#lib/client/api-error.ts';
import type { SavedDraft } from '#lib/client/workflows/workflow-calls.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import { closeDraft, closeLayout, type Draft } from '../model/draft.ts';
import { type EditorStore, setFindings } from './editor-store.ts';
import { dropLocalCopy, keepLocalCopy } from './local-copy.ts';

/** Stillness before a save, so that typing is not one request a letter. */
const stillMs = 700;
/** The copy in the browser follows the drawing after this: writing a thousand steps takes longer than drawing them. */
const copyMs = 200;
const retryMs = [1500, 3000, 6000, 12_000] as const;

export type SendDraft = (given: { spec: unknown; layout: Layout; revision: number }) => Promise<SavedDraft>;

export type Autosave = {
  /** Resolves when everything drawn is on the server; rejects with why it cannot be. */
  saved: () => Promise<void>;
  /** Tries again at once, after a refusal or a lost connection. */
  retry: () => void;
  /** What is drawn now counts as saved: it came from the server. */
  adopt: (revision: number) => void;
  stop: () => void;
};

/**
 * Saves the draft by itself: unsaved → saving → saved, one request at a time. A lost connection keeps a copy in the
 * browser and tries again; somebody else's newer draft (409) stops until a person has chosen; a refusal waits for the
 * next edit.
 */
export function startAutosave(store: EditorStore, workflow: string, send: SendDraft): Autosave {
  let kept: Draft = store.getState().draft;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flight: Promise<void> | null = null;
  let failures = 0;

  const dirty = () => store.getState().draft !== kept;
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save().catch(() => undefined), ms);
  };

  let copying: ReturnType<typeof setTimeout> | undefined;
  const keepCopy = () => {
    clearTimeout(copying);
    copying = undefined;
    const { draft, revision, brokenText } = store.getState();
    keepLocalCopy(workflow, {
      revision,
      at: Date.now(),
      spec: closeDraft(draft),
      layout: closeLayout(draft),
      brokenText,
    });
  };
  /** A page that goes away keeps what it has not yet kept. */
  const keepAtOnce = () => {
    if (copying !== undefined) keepCopy();
  };
  const forget = () => {
    clearTimeout(copying);
    copying = undefined;
    dropLocalCopy(workflow);
  };

  async function attempt(): Promise<void> {
    const { draft, revision } = store.getState();
    store.setState({ save: { is: 'saving' } });
    try {
      const answer = await send({ spec: closeDraft(draft), layout: closeLayout(draft), revision });
      failures = 0;
      const drawn = draft.steps !== kept.steps || draft.order !== kept.order || draft.settings !== kept.settings;
      kept = draft;
      // Moving boxes about makes nothing that could be published.
      store.setState({ revision: answer.revision, ...(drawn ? { draftAhead: true } : {}) });
      setFindings(store, answer.findings);
      if (dirty()) {
        store.setState({ save: { is: 'unsaved' } });
        later(stillMs);
        return;
      }
      if (store.getState().brokenText === null) forget();
      store.setState({ save: { is: 'saved', at: Date.now() } });
    } catch (error) {
      keepCopy();
      refused(ApiError.from(error));
      throw error;
    }
  }

  function refused(error: ApiError) {
    if (error.code === 'stale_draft') {
      store.setState({ save: { is: 'stale' } });
    } else if (error.status === 0 || error.status === 429 || error.status >= 500) {
      store.setState({ save: { is: 'offline' } });
      later(retryMs[Math.min(failures, retryMs.length - 1)] ?? 12_000);
      failures += 1;
    } else {
      store.setState({ save: { is: 'refused', message: [error.message, error.fix].filter(Boolean).join(' ') } });
    }
  }

  function save(): Promise<void> {
    clearTimeout(timer);
    if (flight) return flight;
    const { save: state } = store.getState();
    if (!dirty() || state.is === 'stale') {
      // Taken back to what the server has before it was sent.
      if (state.is === 'unsaved') store.setState({ save: { is: 'saved', at: null } });
      return Promise.resolve();
    }
    flight = attempt().finally(() => {
      flight = null;
    });
    return flight;
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.draft === before.draft && state.brokenText === before.brokenText) return;
    if (state.brokenText !== null) keepCopy();
    else if (dirty()) copying ??= setTimeout(keepCopy, copyMs);
    else forget();
    if (!dirty() || state.save.is === 'stale') return;
    if (state.save.is !== 'saving') store.setState({ save: { is: 'unsaved' } });
    later(stillMs);
  });

  const online = () => later(0);
  window.addEventListener('online', online);
  window.addEventListener('pagehide', keepAtOnce);

  return {
    saved: async () => {
      while (dirty()) {
        if (store.getState().save.is === 'stale')
          throw new Error('Somebody else changed this draft. Choose first which one to keep.');
        await save();
      }
    },
    retry: () => later(0),
    adopt: (revision) => {
      clearTimeout(timer);
      kept = store.getState().draft;
      forget();
      store.setState({ revision, save: { is: 'saved', at: null } });
    },
    stop: () => {
      clearTimeout(timer);
      keepAtOnce();
      window.removeEventListener('online', online);
      window.removeEventListener('pagehide', keepAtOnce);
      unsubscribe();
      if (dirty() && store.getState().save.is !== 'stale') void save().catch(() => undefined);
    },
  };
}
