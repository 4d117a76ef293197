import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ownPage } from '#components/auth/own-page.ts';
import { Frame } from '#components/frame/frame.tsx';
import { setupNeeded, viewer } from '#lib/server/auth/viewer.ts';

/** Everything behind the sign-in. An empty workspace leads to its set-up, a stranger to the sign-in and from there back. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const me = await viewer();
  if (!me) {
    if (await setupNeeded()) redirect('/set-up');
    const wanted = ownPage((await headers()).get('x-countersign-path')?.replace(/[?&]_rsc=[^&]*/, '') ?? '/');
    redirect(wanted === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(wanted)}`);
  }
  const railFolded = (await cookies()).get('rail')?.value === 'folded';
  return (
    <Frame viewer={me} railFolded={railFolded}>
      {children}
    </Frame>
  );
}
