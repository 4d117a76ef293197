import type { Metadata } from 'next';
import { InvitationCard } from '#components/auth/invitation-card.tsx';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

export default async function Invitation({ params }: { params: Promise<{ token: string }> }) {
  return <InvitationCard token={(await params).token} />;
}
