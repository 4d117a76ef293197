'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { useViewer } from '#lib/client/viewer.tsx';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Choice } from './choice.ts';

/** A decision that was begun and not sent. */
export type Draft = {
  choice: Choice | null;
  /** What the payload is to become; left out where it was not touched. */
  edited?: Json;
  comment: string;
  form: Record<string, unknown> | null;
};

const empty: Draft = { choice: null, comment: '', form: null };
/** Worth keeping, and worth a warning before it is lost. */
const holdsWork = ({ edited, comment }: Draft) => edited !== undefined || comment.trim() !== '';

/**
 * What somebody has begun at a case. It outlives going to another case and coming back, and a reload of the page, in
 * this tab alone (it may hold what only reviewers should read). `kept`: it was begun earlier.
 */
export function useDraft(id: string, title: string) {
  const { member } = useViewer();
  const key = `decision ${member.id} ${id}`;
  const [draft, setDraft] = useState<Draft>(() => read(key) ?? empty);
  const [kept, setKept] = useState(() => holdsWork(draft));
  const latest = useRef(draft);
  latest.current = draft;

  useEffect(() => {
    if (holdsWork(draft)) write(key, draft);
    else sessionStorage.removeItem(key);
  }, [key, draft]);

  const works = holdsWork(draft);
  useEffect(() => {
    if (!works) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [works]);
  useEffect(
    () => () => {
      if (holdsWork(latest.current)) toast.info('What you began is kept', { description: title });
    },
    [title],
  );

  const change = useCallback((part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), []);
  const clear = useCallback(() => {
    latest.current = empty;
    sessionStorage.removeItem(key);
    setDraft(empty);
    setKept(false);
  }, [key]);
  return { draft, change, clear, kept };
}

function read(key: string): Draft | null {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as Draft);
  } catch {
    return null;
  }
}

/** A draft that is larger than what a browser keeps lives as long as its page. */
function write(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    sessionStorage.removeItem(key);
  }
}
