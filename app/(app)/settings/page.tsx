import type { Metadata } from 'next';
import { AppearanceCard } from '#components/settings/appearance-card.tsx';
import { AwayCard } from '#components/settings/away/away-card.tsx';
import { ConnectOutcome } from '#components/settings/connect-outcome.tsx';
import { IdentitiesCard } from '#components/settings/identities-card.tsx';
import { LettersCard } from '#components/settings/letters-card.tsx';
import { PasswordForm } from '#components/settings/password-form.tsx';
import { ProfileForm } from '#components/settings/profile-form.tsx';
import { SecondFactorCard } from '#components/settings/second-factor-card.tsx';

export const metadata: Metadata = { title: 'Profile' };

type Search = { searchParams: Promise<{ connected?: string | string[]; refused?: string | string[] }> };

export default async function Profile({ searchParams }: Search) {
  const { connected, refused } = await searchParams;
  const back = connected !== undefined || refused !== undefined;
  return (
    <>
      {back ? <ConnectOutcome refused={typeof refused === 'string' ? refused : null} /> : null}
      <ProfileForm />
      <LettersCard />
      <AppearanceCard />
      <AwayCard />
      <PasswordForm />
      <SecondFactorCard />
      <IdentitiesCard />
    </>
  );
}
