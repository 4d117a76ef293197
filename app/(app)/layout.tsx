import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ownPage } from '#components/auth/own-page.ts';
import { Frame } from '#components/frame/frame.tsx';
import { pageCaller, setupNeeded } from '#lib/server/auth/viewer.ts';
import { meOf } from '#lib/server/queries/people/me.ts';
import { listWorkspaces } from '#lib/server/queries/people/workspaces.ts';

/** Everything behind the sign-in. An empty workspace leads to its set-up, a stranger to the sign-in and from there back. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const caller = await pageCaller();
  if (!caller) {
    if (await setupNeeded()) redirect('/set-up');
    const wanted = ownPage((await headers()).get('x-countersign-path')?.replace(/[?&]_rsc=[^&]*/, '') ?? '/');
    redirect(wanted === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(wanted)}`);
  }
  const railFolded = (await cookies()).get('rail')?.value === 'folded';
  const workspaces = await listWorkspaces(caller);
  return (
    <Frame viewer={meOf(caller)} workspaces={workspaces.items} railFolded={railFolded}>
      {children}
    </Frame>
  );
}
