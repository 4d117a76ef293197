import { temporal } from 'zundo';
import { createStore } from 'zustand/vanilla';
import type { StepSeal } from '#components/canvas/seal-slot.tsx';
import type { StepState } from '#components/canvas/step-facts.tsx';
import type { FindingView } from '#lib/contracts/workflow.ts';
import { applyChange, type Change } from '../model/change.ts';
import type { Draft } from '../model/draft.ts';
import { noteOf } from '../model/note-id.ts';
import { type FindingsByStep, findingsByStep } from '../model/step-findings.ts';

/** Where the draft is kept: on the server, or why not (yet). */
export type SaveState =
  | { is: 'saved'; at: number | null }
  | { is: 'unsaved' }
  | { is: 'saving' }
  | { is: 'offline' }
  | { is: 'stale' }
  | { is: 'refused'; message: string };

export type EditorView = 'drawing' | 'yaml';
/** What lies over the drawing: how a run would unfold, or how one did. */
export type Overlay = 'none' | 'plan' | 'run';
export type StepTab = 'settings' | 'flow' | 'gate' | 'retry' | 'data' | 'yaml';
/** What the side panel shows. */
export type Panel = 'none' | 'step' | 'workflow' | 'findings' | 'outline';

/**
 * The next step is being asked for: where it will stand (canvas pixels), and what it will hang on. `screen` is where the
 * question appears.
 */
export type Asking = {
  at: { x: number; y: number };
  screen: { x: number; y: number };
  from?: string;
  to?: string;
  edge?: string;
};

export type EditorState = {
  draft: Draft;
  /** The revision of the server's draft that ours began from. */
  revision: number;
  version: number | null;
  /** The server's draft is ahead of the last version. */
  draftAhead: boolean;
  readOnly: boolean;
  /** False while the draft has only ever been text that cannot be drawn; then there is nothing to draw on. */
  drawable: boolean;
  selection: ReadonlySet<string>;
  selectedEdges: ReadonlySet<string>;
  panel: Panel;
  asking: Asking | null;
  /** The search bar over the canvas is open. */
  finding: boolean;
  /** Steps that were added without a place of somebody's choice. */
  loose: ReadonlySet<string>;
  tab: StepTab;
  view: EditorView;
  overlay: Overlay;
  /** The run whose values and states are shown; null for the newest. */
  run: string | null;
  /** What that run did, while it lies over the drawing: how steps stand, who signed, the ways it took (null: no run). */
  shown: {
    states: Readonly<Record<string, StepState>>;
    seals: Readonly<Record<string, readonly StepSeal[]>>;
    taken: ReadonlySet<string> | null;
  };
  findings: readonly FindingView[];
  byStep: FindingsByStep;
  /** Text of the YAML view that cannot be drawn; kept until it can. */
  brokenText: string | null;
  save: SaveState;
};

/** How many edits can be taken back. */
const undoLimit = 300;
/** Typing into one field within this time is one edit to take back. */
const typingMs = 1200;

const nobody: ReadonlySet<string> = new Set();
export const noRunShown: EditorState['shown'] = { states: {}, seals: {}, taken: null };

/** The state of one open editor. `draft` alone is what undo and redo move. */
export function createEditorStore(
  start: Pick<EditorState, 'draft' | 'revision' | 'version' | 'draftAhead' | 'readOnly' | 'findings'>,
) {
  return createStore<EditorState>()(
    temporal(
      (): EditorState => ({
        ...start,
        selection: nobody,
        selectedEdges: nobody,
        panel: 'none',
        asking: null,
        finding: false,
        loose: nobody,
        tab: 'settings',
        drawable: true,
        view: 'drawing',
        overlay: 'none',
        run: null,
        shown: noRunShown,
        byStep: findingsByStep(start.findings, start.draft),
        brokenText: null,
        save: { is: 'saved', at: null },
      }),
      {
        partialize: (state) => ({ draft: state.draft }),
        equality: (before, after) => before.draft === after.draft,
        limit: undoLimit,
      },
    ),
  );
}

export type EditorStore = ReturnType<typeof createEditorStore>;

type Typing = { key: string; at: number };
const typing = new WeakMap<EditorStore, Typing>();

/**
 * Makes an edit. Edits with the same `mergeKey` in quick succession (typing into one field) are taken back as one.
 * A change that changes nothing is not an edit; while the YAML view holds text that cannot be read there are none.
 */
export function edit(store: EditorStore, change: Change, mergeKey?: string): void {
  const { draft, readOnly, brokenText } = store.getState();
  // Text that cannot be read yet would undo whatever is drawn beside it, so one of the two is settled first.
  if (readOnly || brokenText !== null) return;
  const next = applyChange(draft, change);
  if (next === draft) return;
  const now = Date.now();
  const last = typing.get(store);
  const merges = mergeKey !== undefined && last?.key === mergeKey && now - last.at < typingMs;
  const history = store.temporal.getState();
  if (merges) history.pause();
  store.setState({ draft: next, ...stillThere(store.getState(), next) });
  if (merges) history.resume();
  if (mergeKey) typing.set(store, { key: mergeKey, at: now });
  else typing.delete(store);
}

export function undo(store: EditorStore): void {
  travel(store, () => store.temporal.getState().undo());
}

export function redo(store: EditorStore): void {
  travel(store, () => store.temporal.getState().redo());
}

function travel(store: EditorStore, go: () => void) {
  if (store.getState().readOnly || store.getState().brokenText !== null) return;
  typing.delete(store);
  go();
  const left = stillThere(store.getState(), store.getState().draft);
  // Each change asks all of a thousand boxes whether it is theirs.
  if (left.selection) store.setState(left);
}

/** Selection and panel without what the drawing no longer has. */
function stillThere(state: EditorState, draft: Draft): Partial<EditorState> {
  const selection = [...state.selection].filter(
    (id) => Object.hasOwn(draft.steps, id) || Object.hasOwn(draft.notes, noteOf(id) ?? ''),
  );
  if (selection.length === state.selection.size) return {};
  const gone = selection.length === 0 && state.panel === 'step';
  return { selection: new Set(selection), ...(gone ? { panel: 'none' } : {}) };
}

/** Selects steps; one step alone opens its panel when `open`, or when a step's panel is open already. */
export function select(store: EditorStore, ids: Iterable<string>, open = false): void {
  const selection = new Set(ids);
  store.setState((state) => ({
    selection,
    selectedEdges: nobody,
    panel:
      selection.size === 1 && open ? 'step' : state.panel === 'step' && selection.size !== 1 ? 'none' : state.panel,
  }));
}

/** Takes over what the server said about the draft. */
export function setFindings(store: EditorStore, findings: readonly FindingView[]): void {
  store.setState((state) => ({ findings, byStep: findingsByStep(findings, state.draft, state.byStep) }));
}

/** The step whose panel is shown; null when none or several are selected. */
export function panelStep(state: EditorState): string | null {
  if (state.panel !== 'step' || state.selection.size !== 1) return null;
  const [id = ''] = state.selection;
  return Object.hasOwn(state.draft.steps, id) ? id : null;
}
