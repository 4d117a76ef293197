'use client';
import { createContext, useContext } from 'react';
import type { Moment } from './replay.ts';

const Shown = createContext<Moment | null>(null);

/** Everything inside shows the run as it was then; null: as it is. */
export const MomentProvider = Shown.Provider;

/** The moment of the past that is looked at; null in the present. Nothing can be done in the past. */
export const useMoment = (): Moment | null => useContext(Shown);
