import type { Layout } from '#lib/domain/workflow/spec.ts';
import { isObject } from '../model/draft.ts';

/** What is drawn but not yet on the server, kept in this browser. */
export type LocalCopy = {
  revision: number;
  at: number;
  spec: Record<string, unknown>;
  layout: Layout;
  brokenText: string | null;
};

const keyOf = (workflow: string) => `countersign draft ${workflow}`;

export function readLocalCopy(workflow: string): LocalCopy | null {
  try {
    const text = localStorage.getItem(keyOf(workflow));
    const read: unknown = text ? JSON.parse(text) : null;
    return isCopy(read) ? read : null;
  } catch {
    return null;
  }
}

/** Keeps a copy; false when the browser has no room or forbids it. */
export function keepLocalCopy(workflow: string, copy: LocalCopy): boolean {
  try {
    localStorage.setItem(keyOf(workflow), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function dropLocalCopy(workflow: string): void {
  try {
    localStorage.removeItem(keyOf(workflow));
  } catch {
    // A browser that forbids storage kept nothing either.
  }
}

/** Judged by hand: the schemas of a workflow would come with the page for this alone. */
function isCopy(read: unknown): read is LocalCopy {
  if (!isObject(read) || !isObject(read.layout)) return false;
  const { positions, notes = {} } = read.layout;
  return (
    Number.isFinite(read.revision) &&
    Number.isFinite(read.at) &&
    isObject(read.spec) &&
    (read.brokenText === null || typeof read.brokenText === 'string') &&
    isObject(positions) &&
    Object.values(positions).every((at) => isObject(at) && are(at, 'x', 'y')) &&
    isObject(notes) &&
    Object.values(notes).every(
      (note) => isObject(note) && typeof note.text === 'string' && are(note, 'x', 'y', 'width', 'height'),
    )
  );
}

const are = (values: Record<string, unknown>, ...names: string[]) =>
  names.every((name) => Number.isFinite(values[name]));
