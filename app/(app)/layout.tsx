import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Frame } from '#components/frame/frame.tsx';
import { setupNeeded, viewer } from '#lib/server/auth/viewer.ts';

/** Everything behind the sign-in. An empty workspace leads to its set-up, a stranger to the sign-in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const me = await viewer();
  if (!me) redirect((await setupNeeded()) ? '/set-up' : '/sign-in');
  const railFolded = (await cookies()).get('rail')?.value === 'folded';
  return (
    <Frame viewer={me} railFolded={railFolded}>
      {children}
    </Frame>
  );
}
