import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { ownPage } from '#components/auth/own-page.ts';
import { SignInForm } from '#components/auth/sign-in-form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { setupNeeded, viewer } from '#lib/server/auth/viewer.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Search = { searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }> };

export default async function SignIn({ searchParams }: Search) {
  const { callbackUrl, error } = await searchParams;
  const to = ownPage(typeof callbackUrl === 'string' ? callbackUrl : '/');
  if (await viewer()) redirect(to);
  if (await setupNeeded()) redirect('/set-up');
  return (
    <AuthCard title="Sign in" intro="Welcome back.">
      {error === 'SessionRequired' ? (
        <Notice className="mb-4">Your session has ended. Sign in to go on where you were.</Notice>
      ) : null}
      <SignInForm to={to} />
    </AuthCard>
  );
}
