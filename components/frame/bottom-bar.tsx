'use client';
import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Count } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import { Sheet } from '#components/ui/sheet.tsx';
import { isWithin, places } from './places.ts';
import { useWaitingCount } from './use-waiting-count.ts';

const slot =
  'relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 font-medium text-2xs text-muted aria-[current=page]:text-ink';

/** The rail's stand-in on phones: four places and a drawer with the others. */
export function BottomBar() {
  const [open, setOpen] = useState(false);
  const path = usePathname();
  const waiting = useWaitingCount();
  const others = places.filter((place) => !place.bar);
  return (
    <nav aria-label="Places" className="flex shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      {places
        .filter((place) => place.bar)
        .map((place) => {
          const here = isWithin(place.href, path);
          return (
            <Link key={place.href} href={place.href} aria-current={here ? 'page' : undefined} className={slot}>
              {here ? <span className="absolute top-0 h-0.5 w-8 rounded-full bg-accent" aria-hidden="true" /> : null}
              <place.icon className="size-5" aria-hidden="true" />
              {place.label}
              {place.href === '/approvals' ? (
                <Count value={waiting} label="waiting for you" className="absolute top-1.5 left-1/2 ml-1.5" />
              ) : null}
            </Link>
          );
        })}
      <Sheet
        side="bottom"
        title="More places"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className={slot}>
            <Ellipsis className="size-5" aria-hidden="true" />
            More
          </button>
        }
      >
        <ul className="-m-2">
          {others.map((place) => (
            <li key={place.href}>
              <Link
                href={place.href}
                onClick={() => setOpen(false)}
                aria-current={isWithin(place.href, path) ? 'page' : undefined}
                className={cn(
                  'flex h-12 items-center gap-3 rounded-md px-3 font-medium text-base hover:bg-hover aria-[current=page]:bg-pressed',
                )}
              >
                <place.icon className="size-5 text-faint" aria-hidden="true" />
                {place.label}
              </Link>
            </li>
          ))}
        </ul>
      </Sheet>
    </nav>
  );
}
