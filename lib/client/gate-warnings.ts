'use client';
import { useQuery } from '@tanstack/react-query';
import type { ForeseenChange, GateWarning } from '#lib/contracts/gate-warning.ts';
import { listed } from '#lib/domain/listed.ts';
import { api } from './api.ts';

/** Gates that nobody could pass any more after a change; none for no change, and while it is not known. */
export function useForeseen(change: ForeseenChange | null): readonly GateWarning[] {
  const { data } = useQuery({
    queryKey: ['people', 'foreseen', change],
    queryFn: ({ signal }) => api.post<{ warnings: GateWarning[] }>('/gates/foresee', change, { signal }),
    enabled: change !== null,
    staleTime: 0,
  });
  return change === null ? [] : (data?.warnings ?? []);
}

/** How many workflows and open gates the warnings are about: "2 workflows and 1 open gate cannot be passed any more". */
export function warningTitle(warnings: readonly GateWarning[]): string {
  const workflows = new Set(warnings.filter(({ gate }) => gate === null).map(({ workflow }) => workflow.id)).size;
  const open = warnings.filter(({ gate }) => gate !== null).length;
  const parts = [
    workflows === 0 ? '' : workflows === 1 ? '1 workflow' : `${workflows} workflows`,
    open === 0 ? '' : open === 1 ? '1 open gate' : `${open} open gates`,
  ].filter((part) => part !== '');
  return `${listed(parts)} cannot be passed any more`;
}
