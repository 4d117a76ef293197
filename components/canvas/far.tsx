'use client';
import { useStore } from '@xyflow/react';
import { createContext, type ReactNode, useContext } from 'react';

/** Below this zoom nothing in a node can be read, so nothing is drawn in it: a thousand nodes then pan smoothly. */
const farZoom = 0.28;

const Far = createContext(false);

/** Tells nodes and edges below whether they are seen from afar. Belongs inside React Flow's provider, around its canvas. */
export function FarProvider({ children }: { children: ReactNode }) {
  return <Far value={useStore((flow) => flow.transform[2] < farZoom)}>{children}</Far>;
}

export const useFar = (): boolean => useContext(Far);
