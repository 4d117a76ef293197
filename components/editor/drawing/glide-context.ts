import { createContext, useContext } from 'react';
import type { Positions } from '#components/canvas/layout.ts';

export type Glide = (from: Positions, to: Positions, arrive: () => void) => void;

export type Gliding = { between: Positions | null; glide: Glide };

const atOnce: Gliding = { between: null, glide: (_, __, arrive) => arrive() };

/** The movement of nodes under way, shared by the canvas that draws it and the actions that start it. */
export const GlideContext = createContext<Gliding>(atOnce);

export const useGlideTo = (): Glide => useContext(GlideContext).glide;
export const usePlacesBetween = (): Positions | null => useContext(GlideContext).between;
