'use client';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import type { MembershipView } from '#lib/contracts/people.ts';
import { Bell } from './bell/bell.tsx';
import { useCommandRegistry } from './commands.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import { Logo } from './logo.tsx';
import { PersonMenu } from './person-menu.tsx';
import { ActionsPlace, CrumbsPlace } from './slots.tsx';

/** The line above every page: where one is, the page's buttons, search, connection, person. */
export function TopBar({ workspaces }: { workspaces: readonly MembershipView[] }) {
  const { workspace } = useViewer();
  const { setOpen } = useCommandRegistry();
  const may = useMay('gate.read');
  return (
    <header className="flex h-12 shrink-0 items-center gap-1.5 border-b bg-surface px-3 sm:gap-2 sm:px-4">
      <Link href="/" className="md:hidden" aria-label={`Home, ${workspace.name}`}>
        <Logo />
      </Link>
      <CrumbsPlace />
      <ActionsPlace />
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="hidden h-8 w-60 items-center gap-2 rounded-md border bg-canvas px-2.5 text-faint text-xs transition-colors hover:border-line-strong hover:text-muted lg:flex"
      >
        <Search className="size-3.5" aria-hidden="true" />
        <span className="flex-1 whitespace-nowrap text-left">Search and commands</span>
        <Kbd keys="Ctrl K" />
      </button>
      <IconButton
        label="Search and commands"
        shortcut="Ctrl K"
        icon={<Search />}
        onClick={() => setOpen(true)}
        className="lg:hidden"
      />
      <ConnectionDot />
      {may ? <Bell /> : null}
      <PersonMenu workspaces={workspaces} />
    </header>
  );
}
