'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

/**
 * A list's filters, kept in the address so that they can be shared and survive back and reload. `names` (a constant)
 * lists the parameters; missing ones read as ''. Setting replaces the address, without a new step in the history.
 */
export function useUrlFilter<T extends string>(names: readonly T[]) {
  const search = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const text = search.toString();
  const filter = useMemo(() => {
    const given = new URLSearchParams(text);
    return Object.fromEntries(names.map((name) => [name, given.get(name) ?? ''])) as Record<T, string>;
  }, [names, text]);
  const set = useCallback(
    (change: Partial<Record<T, string>>) => {
      const next = new URLSearchParams(text);
      for (const [name, value] of Object.entries(change) as [T, string][]) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      router.replace(next.size > 0 ? `${path}?${next}` : path, { scroll: false });
    },
    [path, router, text],
  );
  return [filter, set] as const;
}
