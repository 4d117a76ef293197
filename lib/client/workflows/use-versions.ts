'use client';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { versionDiff, versionResponse, versionSummary } from '#lib/contracts/workflow.ts';
import { api } from '../api.ts';

export type VersionSummary = z.infer<typeof versionSummary>;
export type VersionView = z.infer<typeof versionResponse>;
export type VersionDiff = z.infer<typeof versionDiff>;

const of = (id: string) => `/workflows/${encodeURIComponent(id)}/versions`;

/** Every published version, the newest first. */
export function useVersions(id: string) {
  return useQuery({
    queryKey: ['workflows', 'versions', id],
    queryFn: ({ signal }) => api.get<ListOf<VersionSummary>>(of(id), { query: { limit: 200 }, signal }),
  });
}

/** One version; `null` asks for nothing. Versions never change. */
export function useVersion(id: string, number: number | null) {
  return useQuery({
    queryKey: ['workflow-version', id, number],
    enabled: number !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.get<VersionView>(`${of(id)}/${number}`, { signal }),
  });
}

/** What changed from one version to another. */
export function useVersionDiff(id: string, from: number | null, to: number | null) {
  return useQuery({
    queryKey: ['workflow-version-diff', id, from, to],
    enabled: from !== null && to !== null && from !== to,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.get<VersionDiff>(`${of(id)}/${from}/diff/${to}`, { signal }),
  });
}
