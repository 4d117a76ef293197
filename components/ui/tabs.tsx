'use client';
import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type Tab<T extends string> = {
  value: T;
  label: ReactNode;
  count?: number;
  disabled?: boolean;
  panel?: ReactNode;
};

/** Panels behind names. Panels are made when first shown; leave `panel` out to draw the content yourself. */
export function Tabs<T extends string>({
  label,
  tabs,
  value,
  defaultValue,
  onValueChange,
  aside,
  className,
  panelClassName,
}: {
  /** What the tabs are about, for screen readers. */
  label: string;
  tabs: readonly Tab<T>[];
  value?: T;
  defaultValue?: T;
  onValueChange?: (value: T) => void;
  aside?: ReactNode;
  className?: string;
  panelClassName?: string;
}) {
  return (
    <Base.Root
      value={value}
      defaultValue={defaultValue ?? tabs[0]?.value}
      onValueChange={(next) => onValueChange?.(next as T)}
      className={cn('flex min-h-0 flex-col', className)}
    >
      <div className="flex shrink-0 items-center gap-2 border-b px-2">
        <Base.List aria-label={label} className="relative -mb-px flex min-w-0 flex-1 gap-1 overflow-x-auto">
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              disabled={tab.disabled}
              // The line below it is its own: one that slides measures all of them whenever anything behind them changes.
              className="relative flex h-9 shrink-0 select-none items-center gap-1.5 whitespace-nowrap rounded-sm px-2 font-medium text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 data-active:text-ink data-disabled:opacity-50 data-active:after:absolute data-active:after:inset-x-0 data-active:after:bottom-0 data-active:after:h-0.5 data-active:after:rounded-full data-active:after:bg-accent"
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="rounded-full bg-ink-4 px-1.5 text-2xs text-muted leading-4">{tab.count}</span>
              )}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      {tabs.map((tab) =>
        tab.panel === undefined ? null : (
          <Base.Panel
            key={tab.value}
            value={tab.value}
            className={cn('min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]', panelClassName)}
          >
            {tab.panel}
          </Base.Panel>
        ),
      )}
    </Base.Root>
  );
}
