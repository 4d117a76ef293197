import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { SetUpForm } from '#components/auth/set-up-form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { setupNeeded } from '#lib/server/auth/viewer.ts';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

type Search = { searchParams: Promise<{ token?: string | string[] }> };

export default async function SetUp({ searchParams }: Search) {
  if (!(await setupNeeded())) redirect('/sign-in');
  const { token } = await searchParams;
  if (typeof token !== 'string' || !token) {
    return (
      <AuthCard title="Set up Countersign" intro="This server has no owner yet.">
        <Notice title="Open the one-time link">
          It is printed on the console where Countersign was started, and looks like{' '}
          <code className="break-all">/set-up?token=…</code>. Starting again prints a new one.
        </Notice>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Set up Countersign" intro="You become its first owner. Everybody else joins by an invitation.">
      <SetUpForm token={token} />
    </AuthCard>
  );
}
