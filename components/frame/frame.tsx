import type { ReactNode } from 'react';
import { LiveProvider } from '#lib/client/live/live-provider.tsx';
import { WorkspaceRefresh } from '#lib/client/live/workspace-refresh.tsx';
import { ViewerProvider } from '#lib/client/viewer.tsx';
import type { Me, MembershipView } from '#lib/contracts/people.ts';
import { BottomBar } from './bottom-bar.tsx';
import { CommandPalette } from './command-palette.tsx';
import { CommandsProvider } from './commands.tsx';
import { Rail } from './rail.tsx';
import { SlotsProvider } from './slots.tsx';
import { TabIcon, TabTitle } from './tab-title.tsx';
import { TopBar } from './top-bar.tsx';

/** What stands around every signed-in page. The main area scrolls on its own and has a definite height. */
export function Frame({
  viewer,
  workspaces,
  railFolded,
  children,
}: {
  viewer: Me;
  /** All that they are a member of. */
  workspaces: readonly MembershipView[];
  railFolded: boolean;
  children: ReactNode;
}) {
  return (
    <ViewerProvider viewer={viewer}>
      <LiveProvider>
        <WorkspaceRefresh />
        <TabTitle />
        <TabIcon />
        <CommandsProvider>
          <SlotsProvider>
            <a
              href="#main"
              className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-accent-fill px-3 py-2 font-medium text-on-accent focus:translate-y-0"
            >
              Skip to the content
            </a>
            <div className="flex h-dvh overflow-hidden">
              <Rail workspaces={workspaces} startFolded={railFolded} />
              <div className="flex min-w-0 flex-1 flex-col">
                <TopBar workspaces={workspaces} />
                <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none">
                  {children}
                </main>
                <BottomBar />
              </div>
            </div>
            <CommandPalette />
          </SlotsProvider>
        </CommandsProvider>
      </LiveProvider>
    </ViewerProvider>
  );
}
