'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { runOf } from './open-runs.ts';
import { runKey } from './use-run.ts';

/** `path` below the run: `pause`, `resume`, `cancel`, `signals`, `steps/scan/retry`. */
export type RunCommand = { path: string; body?: object };

/** Sends a command of a person to a run; a refusal rejects with its words. */
export function useRunCommand(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: RunCommand) => api.post(`/runs/${encodeURIComponent(id)}/${path}`, body),
    onSuccess: () => {
      // Also where nothing is pushed just now.
      runOf(id).catchUp();
      return queries.invalidateQueries({ queryKey: runKey(id) });
    },
  });
}
