import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { ownPage } from '#components/auth/own-page.ts';
import { ProviderButtons } from '#components/auth/provider-buttons.tsx';
import { SignInForm } from '#components/auth/sign-in-form.tsx';
import { SignInTrouble } from '#components/auth/sign-in-trouble.tsx';
import { setupNeeded, viewer } from '#lib/server/auth/viewer.ts';
import { offeredProviders } from '#lib/server/queries/people/identities.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Search = { searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }> };

export default async function SignIn({ searchParams }: Search) {
  const { callbackUrl, error } = await searchParams;
  const to = ownPage(typeof callbackUrl === 'string' ? callbackUrl : '/');
  if (await viewer()) redirect(to);
  if (await setupNeeded()) redirect('/set-up');
  return (
    <AuthCard title="Sign in" intro="Welcome back.">
      {typeof error === 'string' ? <SignInTrouble error={error} /> : null}
      <SignInForm to={to}>
        <Link href="/forgot-password" className="mt-4 inline-block text-accent text-sm hover:underline">
          Forgot your password?
        </Link>
        <ProviderButtons providers={offeredProviders()} to={to} />
      </SignInForm>
    </AuthCard>
  );
}
