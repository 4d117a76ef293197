'use client';
import { useQuery } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { TemplateView } from '#lib/contracts/workflow.ts';
import { api } from '../api.ts';

/** The workflows that are shipped, to begin from. */
export function useTemplates() {
  return useQuery({
    queryKey: ['templates'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.get<ListOf<TemplateView>>('/templates', { signal }),
  });
}
