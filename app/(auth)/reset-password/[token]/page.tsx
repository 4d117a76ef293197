import type { Metadata } from 'next';
import { ResetPasswordCard } from '#components/auth/reset-password-card.tsx';

export const metadata: Metadata = { title: 'A new password', referrer: 'no-referrer' };

export default async function ResetPassword({ params }: { params: Promise<{ token: string }> }) {
  return <ResetPasswordCard token={(await params).token} />;
}
