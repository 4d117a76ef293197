import type { ReactNode } from 'react';

/** A named part of a side panel. */
export function PanelSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <h3 className="font-medium text-muted text-xs">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
