'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { changedWords } from '#lib/contracts/changed.ts';
import type { LiveMessage } from '#lib/contracts/live.ts';
import { useLive } from './live-provider.tsx';

/**
 * Marks server state as old whenever the workspace feed says so. Query keys begin with the feed's own word:
 * `['runs', …]`, `['approvals', …]`, … (`changedWords`); a page gets this for free.
 */
export function WorkspaceRefresh() {
  const queries = useQueryClient();
  const onChange = useCallback(
    (message: LiveMessage | null) => {
      const words = message?.type === 'changed' ? message.what : changedWords;
      for (const word of words) void queries.invalidateQueries({ queryKey: [word] });
    },
    [queries],
  );
  useLive('workspace', onChange);
  return null;
}
