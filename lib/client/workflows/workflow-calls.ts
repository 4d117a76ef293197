import type { z } from 'zod';
import type { DryRunView } from '#lib/contracts/dry-run.ts';
import type { startedRun } from '#lib/contracts/run-start.ts';
import type { createdWorkflow, publishedVersion, savedDraft, WorkflowView } from '#lib/contracts/workflow.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import { api } from '../api.ts';

export type CreatedWorkflow = z.infer<typeof createdWorkflow>;
export type SavedDraft = z.infer<typeof savedDraft>;
export type PublishedVersion = z.infer<typeof publishedVersion>;
export type StartedRun = z.infer<typeof startedRun>;

const one = (id: string, tail = '') => `/workflows/${encodeURIComponent(id)}${tail}`;

type Start = { input: Record<string, unknown>; draft?: boolean; version?: number; labels?: string[] };

/** The writes on workflows that pages make. Each rejects with an ApiError. */
export const workflowCalls = {
  /** Makes a draft only; version 1 comes with the first publishing. */
  create: (given: { spec: unknown; layout?: Layout }) =>
    api.post<CreatedWorkflow>('/workflows', given, { query: { draft: 1 } }),
  get: (id: string) => api.get<WorkflowView>(one(id)),
  saveDraft: (id: string, given: { spec: unknown; layout: Layout; revision: number }) =>
    api.put<SavedDraft>(one(id, '/draft'), given),
  publish: (id: string, given: { note?: string; revision: number }) =>
    api.post<PublishedVersion>(one(id, '/publish'), given),
  /** The name is part of the draft, so this is an edit of it like any other. */
  rename: async (id: string, name: string) => {
    const { draft, revision } = await api.get<WorkflowView>(one(id));
    const spec = { ...(typeof draft === 'object' ? draft : {}), name };
    return api.put<SavedDraft>(one(id, '/draft'), { spec, revision });
  },
  duplicate: (id: string) => api.post<CreatedWorkflow>(one(id, '/duplicate')),
  archive: (id: string, archived: boolean) => api.post<unknown>(one(id, archived ? '/archive' : '/unarchive')),
  remove: (id: string) => api.delete(one(id)),
  run: (id: string, given: Start) => api.post<StartedRun>(one(id, '/runs'), given),
  dryRun: (id: string, given: Start) => api.post<DryRunView>(one(id, '/runs'), { ...given, dryRun: true }),
  testStep: (id: string, step: string, sample: { input: Record<string, unknown>; outputs: Record<string, unknown> }) =>
    api.post<StartedRun>(one(id, `/steps/${encodeURIComponent(step)}/test`), sample),
  fromTemplate: (slug: string) => api.post<CreatedWorkflow>(`/templates/${encodeURIComponent(slug)}/use`),
};
