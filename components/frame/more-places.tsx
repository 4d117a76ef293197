'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#components/ui/cn.ts';
import { Sheet } from '#components/ui/sheet.tsx';
import { isWithin, places } from './places.ts';

/** The places that have no room in the phone's bar. */
export function MorePlaces({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const path = usePathname();
  const others = places.filter((place) => !place.bar);
  return (
    <Sheet side="bottom" title="More places" open={open} onOpenChange={onOpenChange}>
      <ul className="-m-2">
        {others.map((place) => (
          <li key={place.href}>
            <Link
              href={place.href}
              onClick={() => onOpenChange(false)}
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
  );
}
