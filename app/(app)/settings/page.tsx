import type { Metadata } from 'next';
import { AppearanceCard } from '#components/settings/appearance-card.tsx';
import { PasswordForm } from '#components/settings/password-form.tsx';
import { ProfileForm } from '#components/settings/profile-form.tsx';
import { SecondFactorCard } from '#components/settings/second-factor-card.tsx';

export const metadata: Metadata = { title: 'Profile' };

export default function Profile() {
  return (
    <>
      <ProfileForm />
      <AppearanceCard />
      <PasswordForm />
      <SecondFactorCard />
    </>
  );
}
