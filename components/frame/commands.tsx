'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

/** Something the palette offers. `run` is called after the palette has closed. */
export type Command = {
  id: string;
  label: string;
  /** The heading it stands under: "This run", "Go to". */
  group: string;
  icon?: ReactNode;
  shortcut?: string;
  keywords?: readonly string[];
  run: () => void;
};

type Registry = {
  open: boolean;
  setOpen: (open: boolean) => void;
  sets: ReadonlyMap<string, readonly Command[]>;
  put: (owner: string, commands: readonly Command[] | null) => void;
};

const Context = createContext<Registry | null>(null);

export function CommandsProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [sets, setSets] = useState<ReadonlyMap<string, readonly Command[]>>(new Map());
  const registry = useMemo<Registry>(
    () => ({
      open,
      setOpen,
      sets,
      put: (owner, commands) =>
        setSets((before) => {
          const next = new Map(before);
          if (commands) next.set(owner, commands);
          else next.delete(owner);
          return next;
        }),
    }),
    [open, sets],
  );
  return <Context value={registry}>{children}</Context>;
}

/** The palette's state and what is offered now. Only inside the frame. */
export function useCommandRegistry(): Registry {
  const registry = useContext(Context);
  if (!registry) throw new Error('useCommandRegistry is for components inside the frame');
  return registry;
}

/**
 * Offers a page's commands in the palette while the page is shown. `owner` is a name unique to the caller; keep
 * `commands` stable (useMemo), or they are registered again on every draw.
 */
export function useCommands(owner: string, commands: readonly Command[]): void {
  const put = useContext(Context)?.put;
  // `put` is made anew with the registry but always does the same; depending on it would loop.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    put?.(owner, commands);
    return () => put?.(owner, null);
  }, [owner, commands]);
}
