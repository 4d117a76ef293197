import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ownPage } from '#components/auth/own-page.ts';
import { Frame } from '#components/frame/frame.tsx';
import { TimeZoneProvider } from '#components/ui/time-zone.tsx';
import { pageCaller } from '#lib/server/auth/viewer.ts';
import { wayIn } from '#lib/server/auth/way-in.ts';
import { meOf } from '#lib/server/queries/people/me.ts';
import { listWorkspaces } from '#lib/server/queries/people/workspaces.ts';

/** Everything behind the sign-in: a stranger whom the server let pass is sent there from here. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const caller = await pageCaller();
  if (!caller) redirect(await wayIn(ownPage((await headers()).get('x-countersign-path') ?? '/')));
  const railFolded = (await cookies()).get('rail')?.value === 'folded';
  const workspaces = await listWorkspaces(caller);
  return (
    <TimeZoneProvider zone={caller.user.timeZone}>
      <Frame viewer={meOf(caller)} workspaces={workspaces.items} railFolded={railFolded}>
        {children}
      </Frame>
    </TimeZoneProvider>
  );
}
