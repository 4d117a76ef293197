'use client';
import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Count } from '#components/ui/badge.tsx';
import { later } from '#components/ui/later.tsx';
import { isWithin, places } from './places.ts';
import { useWaitingCount } from './use-waiting-count.ts';

const MorePlaces = later(async () => (await import('./more-places.tsx')).MorePlaces);

const slot =
  'relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 font-medium text-2xs text-muted aria-[current=page]:text-ink';

/** The rail's stand-in on phones: four places and a drawer with the others. */
export function BottomBar() {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  if (open && !asked) setAsked(true);
  const path = usePathname();
  const waiting = useWaitingCount();
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
      <button type="button" className={slot} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)}>
        <Ellipsis className="size-5" aria-hidden="true" />
        More
      </button>
      {asked ? <MorePlaces open={open} onOpenChange={setOpen} /> : null}
    </nav>
  );
}
