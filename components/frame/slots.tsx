'use client';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { createContext, Fragment, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';

type Slots = {
  crumbs: HTMLElement | null;
  actions: HTMLElement | null;
  setCrumbs: (place: HTMLElement | null) => void;
  setActions: (place: HTMLElement | null) => void;
};

const Context = createContext<Slots | null>(null);

/** Lets a page put its breadcrumb and its own buttons into the frame's top line. */
export function SlotsProvider({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  return <Context value={{ crumbs, actions, setCrumbs, setActions }}>{children}</Context>;
}

/** Where the top line holds them. */
export function CrumbsPlace() {
  return <div ref={useContext(Context)?.setCrumbs} className="flex min-w-0 flex-1 items-center" />;
}

export function ActionsPlace() {
  return <div ref={useContext(Context)?.setActions} className="flex shrink-0 items-center gap-2 empty:hidden" />;
}

export type Crumb = { label: string; href?: string };

/** The way to this page, in the frame's top line; the last entry is the page itself. `after` follows it (badges, state). */
export function Breadcrumb({ items, after }: { items: readonly Crumb[]; after?: ReactNode }) {
  const place = useContext(Context)?.crumbs;
  if (!place) return null;
  return createPortal(
    <>
      <nav aria-label="Breadcrumb" className="min-w-0">
        <ol className="flex min-w-0 items-center gap-1">
          {items.map((crumb, index) => {
            const last = index === items.length - 1;
            return (
              <Fragment key={`${crumb.label}${crumb.href ?? ''}`}>
                {index > 0 ? (
                  <li aria-hidden="true" className={last ? 'text-ink-8' : 'text-ink-8 max-sm:hidden'}>
                    <ChevronRight className="size-3.5" />
                  </li>
                ) : null}
                <li className={last ? 'min-w-0' : index > 0 ? 'shrink-0 max-sm:hidden' : 'shrink-0'}>
                  {crumb.href && !last ? (
                    <Link href={crumb.href} className="rounded-xs px-1 text-muted hover:text-ink hover:underline">
                      {crumb.label}
                    </Link>
                  ) : (
                    <span aria-current={last ? 'page' : undefined} className="block truncate px-1 font-medium">
                      {crumb.label}
                    </span>
                  )}
                </li>
              </Fragment>
            );
          })}
        </ol>
      </nav>
      {after ? <div className="ml-2 flex min-w-0 shrink items-center gap-2 overflow-hidden">{after}</div> : null}
    </>,
    place,
  );
}

/** Buttons of the page, at the right of the frame's top line. */
export function TopActions({ children }: { children: ReactNode }) {
  const place = useContext(Context)?.actions;
  return place ? createPortal(children, place) : null;
}
