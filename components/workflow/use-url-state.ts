'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** A page's filters, kept in its address: what is shown can be sent to somebody, and back works. */
export function useUrlState(): [get: (name: string) => string, set: (changes: Record<string, string | null>) => void] {
  const search = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const set = useCallback(
    (changes: Record<string, string | null>) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const tail = next.toString();
      router.replace(tail ? `${path}?${tail}` : path, { scroll: false });
    },
    [path, router, search],
  );
  return [(name) => search.get(name) ?? '', set];
}
