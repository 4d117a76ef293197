import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#lib/client/api-error.ts';
import { emptyDraft } from '../model/draft.ts';
import { type Autosave, type SendDraft, startAutosave } from './autosave.ts';
import { createEditorStore, edit, redo, undo } from './editor-store.ts';
import { readLocalCopy } from './local-copy.ts';

let autosave: Autosave | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal('window', new EventTarget());
});

afterEach(() => {
  autosave?.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(send: SendDraft) {
  const store = createEditorStore({
    draft: emptyDraft,
    revision: 1,
    version: null,
    draftAhead: false,
    readOnly: false,
    findings: [],
  });
  autosave = startAutosave(store, 'w', send);
  return store;
}

const name = (value: string) => ({ type: 'settings.set', key: 'name', value }) as const;
const answer = (revision: number) => ({ revision, updatedAt: '', findings: [], yaml: '', spec: {} });

test('edits are saved together after a pause, each save from the revision of the one before', async () => {
  const sent: number[] = [];
  const store = open(async ({ revision }) => {
    sent.push(revision);
    return answer(revision + 1);
  });
  edit(store, name('a'));
  edit(store, name('b'));
  await vi.advanceTimersByTimeAsync(1000);
  edit(store, name('c'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([1, 2]);
  expect(store.getState().save.is).toBe('saved');
});

test('without a connection the drawing is kept in the browser and saved when the connection is back', async () => {
  let offline = true;
  const store = open(async ({ revision }) => {
    if (offline) throw new ApiError(0, undefined);
    return answer(revision + 1);
  });
  edit(store, name('a'));
  await vi.advanceTimersByTimeAsync(800);
  expect(store.getState().save.is).toBe('offline');
  expect(readLocalCopy('w')?.spec).toMatchObject({ name: 'a' });
  offline = false;
  await vi.advanceTimersByTimeAsync(2000);
  expect(store.getState().save.is).toBe('saved');
  expect(readLocalCopy('w')).toBeNull();
});

test("somebody else's newer draft stops the saving until a person has chosen", async () => {
  let calls = 0;
  const store = open(async () => {
    calls += 1;
    throw new ApiError(409, { code: 'stale_draft' });
  });
  edit(store, name('a'));
  await vi.advanceTimersByTimeAsync(800);
  edit(store, name('b'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toBe(1);
  expect(store.getState().save.is).toBe('stale');
  await expect(autosave!.saved()).rejects.toThrow('Somebody else');
});

test('an edit taken back before it was sent counts as saved', async () => {
  const store = open(async () => answer(2));
  edit(store, name('a'));
  undo(store);
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.getState().save.is).toBe('saved');
  expect(readLocalCopy('w')).toBeNull();
});

test('text that cannot be read is kept, and nothing is drawn beside it', () => {
  const store = open(async () => answer(2));
  store.setState({ brokenText: 'name: [' });
  edit(store, name('a'));
  expect(store.getState().draft).toBe(emptyDraft);
  expect(readLocalCopy('w')?.brokenText).toBe('name: [');
});

test('typing into one field is taken back as one edit, another field is another', () => {
  const store = open(async () => answer(2));
  edit(store, name('a'), 'name');
  edit(store, name('ab'), 'name');
  edit(store, { type: 'settings.set', key: 'description', value: 'x' }, 'description');
  undo(store);
  expect(store.getState().draft.settings).toEqual({ name: 'ab' });
  undo(store);
  expect(store.getState().draft).toBe(emptyDraft);
  redo(store);
  expect(store.getState().draft.settings).toEqual({ name: 'ab' });
});

test('taking back an added step takes it out of the selection', () => {
  const store = open(async () => answer(2));
  edit(store, { type: 'steps.add', steps: [{ id: 'a', kind: 'shell' }], positions: {} });
  store.setState({ selection: new Set(['a']), panel: 'step' });
  undo(store);
  expect(store.getState()).toMatchObject({ panel: 'none', selection: new Set() });
});
