'use client';
import { useMemo, useRef } from 'react';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { apply } from '#lib/domain/run/evolve.ts';
import { noteSpans, pathTaken, type Spans } from '#lib/domain/run/spans.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { applyTouching } from '#lib/domain/run/touched.ts';
import { useRunEvents } from './use-run-events.ts';

/** `path`: the chain of steps that the end waited for. */
export type RunSpans = { spans: Spans; path: readonly string[] };

type Folded = { state: RunState | null; spans: Spans; seq: number };
const nothing = (): Folded => ({ state: null, spans: new Map(), seq: 0 });

/** How each step of a run spent its time, up to the moment that is looked at. */
export function useRunSpans(id: string) {
  const { events, ...read } = useRunEvents(id);
  const folded = useRef({ of: id, ...nothing() });
  const data = useMemo<RunSpans>(() => {
    // Back in time, or another run: from its first event on again.
    if (folded.current.of !== id || folded.current.seq > events.length) folded.current = { of: id, ...nothing() };
    foldOn(folded.current, events);
    const { state, spans } = folded.current;
    // Copies: what is shown must not change under those who remember it.
    const copies = new Map([...spans].map(([step, own]) => [step, [...own]]));
    return { spans: copies, path: state ? pathTaken(state) : [] };
  }, [id, events]);
  return { ...data, ...read };
}

function foldOn(folded: Folded, events: readonly RunEvent[]): void {
  for (const event of events.slice(folded.seq)) {
    const touched = new Set<string>();
    if (folded.state) applyTouching(folded.state, event, touched);
    else folded.state = apply(null, event);
    if (event.type === 'run.started') for (const id of folded.state.steps.keys()) touched.add(id);
    noteSpans(folded.spans, folded.state, touched);
  }
  folded.seq = events.length;
}
