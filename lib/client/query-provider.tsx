'use client';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiError } from './api-error.ts';

/** Server state for the pages below. Refusals (4xx) are never repeated, a lost connection is. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError: leaveStalePage }),
        defaultOptions: {
          queries: {
            staleTime: 10_000,
            refetchOnWindowFocus: true,
            retry: (failures, error) => {
              const { status } = ApiError.from(error);
              return (status === 0 || status >= 500) && failures < 3;
            },
          },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/**
 * A page whose session has ended, or whose workspace was left, shows nothing true any more: on to the sign-in, which leads
 * back here, or to the workspace that is looked at now.
 */
function leaveStalePage(error: unknown): void {
  const { status, code } = ApiError.from(error);
  if (code === 'other_workspace') return location.assign('/');
  if (status !== 401 || location.pathname === '/sign-in') return;
  const here = encodeURIComponent(location.pathname + location.search);
  location.assign(`/sign-in?error=SessionRequired&callbackUrl=${here}`);
}
