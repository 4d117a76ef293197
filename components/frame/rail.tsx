'use client';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Count } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { remember } from '#lib/client/cookie.ts';
import { useViewer } from '#lib/client/viewer.tsx';
import type { MembershipView } from '#lib/contracts/people.ts';
import { Logo } from './logo.tsx';
import { isWithin, type Place, places } from './places.ts';
import { useWaitingCount } from './use-waiting-count.ts';
import { WorkspaceMenu } from './workspace-menu.tsx';

function RailLink({ place, here, folded, count }: { place: Place; here: boolean; folded: boolean; count: number }) {
  const Icon = place.icon;
  const link = (
    <Link
      href={place.href}
      aria-current={here ? 'page' : undefined}
      className={cn(
        'group relative flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium transition-colors',
        here ? 'bg-pressed text-ink' : 'text-muted hover:bg-hover hover:text-ink',
        folded && 'justify-center px-0',
      )}
    >
      <Icon
        className={cn('size-4 shrink-0', here ? 'text-ink' : 'text-faint group-hover:text-muted')}
        aria-hidden="true"
      />
      <span className={folded ? 'spoken' : 'min-w-0 flex-1 truncate'}>{place.label}</span>
      <Count
        value={count}
        label="waiting for you"
        className={folded ? 'absolute -top-0.5 -right-0.5 scale-85' : undefined}
      />
    </Link>
  );
  return folded ? (
    <Tooltip text={place.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

/** The places at the left edge: glyphs with names, or glyphs alone when folded. Not on phones. */
export function Rail({ workspaces, startFolded }: { workspaces: readonly MembershipView[]; startFolded: boolean }) {
  const { workspace } = useViewer();
  const [folded, setFolded] = useState(startFolded);
  const path = usePathname();
  const waiting = useWaitingCount();
  const fold = () => {
    setFolded(!folded);
    remember('rail', folded ? 'open' : 'folded');
  };
  return (
    <nav
      aria-label="Places"
      className={cn(
        'hidden shrink-0 flex-col border-r bg-sunken transition-[width] duration-180 md:flex',
        folded ? 'w-14' : 'w-52',
      )}
    >
      <div className={cn('flex h-12 shrink-0 items-center gap-1 pr-2.5 pl-4', folded && 'justify-center px-0')}>
        <Link
          href="/"
          className="flex h-full min-w-0 flex-1 items-center gap-2.5"
          title={`Countersign · ${workspace.name}`}
        >
          <Logo className={folded ? 'mx-auto' : undefined} />
          <span className={folded ? 'spoken' : 'flex min-w-0 flex-col leading-4'}>
            <span className="truncate font-semibold text-sm tracking-tight">Countersign</span>
            <span className="truncate text-2xs text-faint leading-3.5">{workspace.name}</span>
          </span>
        </Link>
        {workspaces.length > 1 && !folded ? <WorkspaceMenu workspaces={workspaces} /> : null}
      </div>
      <div className="flex flex-1 flex-col gap-0.5 overflow-y-auto px-2.5 py-2">
        {places.map((place) => (
          <div key={place.href} className={place.href === '/settings' ? 'mt-auto' : undefined}>
            <RailLink
              place={place}
              here={isWithin(place.href, path)}
              folded={folded}
              count={place.href === '/approvals' ? waiting : 0}
            />
          </div>
        ))}
      </div>
      <div className="px-2.5 pb-2.5">
        <button
          type="button"
          onClick={fold}
          aria-expanded={!folded}
          className={cn(
            'flex h-8 w-full items-center gap-2.5 rounded-md px-2.5 text-faint transition-colors hover:bg-hover hover:text-ink',
            folded && 'justify-center px-0',
          )}
        >
          {folded ? (
            <PanelLeftOpen className="size-4" aria-hidden="true" />
          ) : (
            <PanelLeftClose className="size-4" aria-hidden="true" />
          )}
          <span className={folded ? 'spoken' : undefined}>{folded ? 'Unfold the menu' : 'Fold'}</span>
        </button>
      </div>
    </nav>
  );
}
