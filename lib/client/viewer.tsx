'use client';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import type { Me } from '#lib/contracts/people.ts';
import type { Permission } from '#lib/domain/access/permissions.ts';
import { actIn } from './api.ts';
import { followWorkspace } from './enter-workspace.ts';

const Viewer = createContext<Me | null>(null);

/** Tells the pages below who is signed in. */
export function ViewerProvider({ viewer, children }: { viewer: Me; children: ReactNode }) {
  const { slug } = viewer.workspace;
  // Before any page below asks for something; the server's own rendering asks for nothing this way.
  if (typeof window !== 'undefined') actIn(slug);
  useEffect(() => followWorkspace(slug), [slug]);
  return <Viewer value={viewer}>{children}</Viewer>;
}

/** The signed-in person, their role and workspace. Only inside the signed-in layout. */
export function useViewer(): Me {
  const viewer = useContext(Viewer);
  if (!viewer) throw new Error('useViewer is for pages inside the signed-in layout');
  return viewer;
}

/** Whether to offer something; the server checks again. */
export function useMay(permission: Permission): boolean {
  return useViewer().permissions.includes(permission);
}
