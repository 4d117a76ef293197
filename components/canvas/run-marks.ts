import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StepSeal } from './seal-slot.tsx';
import type { StepState } from './step-facts.tsx';

/** What a run leaves on a drawing: by step id how each stands and who signed, and ids of the ways it went. */
export type RunMarks = {
  statuses?: Readonly<Record<string, StepState>>;
  seals?: Readonly<Record<string, readonly StepSeal[]>>;
  taken?: ReadonlySet<string>;
};

export type RunMarksStore = StoreApi<RunMarks>;

export const createRunMarks = (marks: RunMarks): RunMarksStore => createStore(() => marks);

export const RunMarksContext = createContext(createRunMarks({}));

/**
 * A part of the marks. Boxes and lines read their own: as long as a run only moves on, the canvas is given the same nodes
 * and edges, and looks at none of a thousand.
 */
export const useRunMarks = <T>(part: (marks: RunMarks) => T): T => useStore(useContext(RunMarksContext), part);
