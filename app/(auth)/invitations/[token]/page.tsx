import type { Metadata } from 'next';
import { InvitationCard } from '#components/auth/invitation-card.tsx';
import { viewer } from '#lib/server/auth/viewer.ts';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

export default async function Invitation({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, me] = await Promise.all([params, viewer()]);
  return <InvitationCard token={token} signedInAs={me?.user.email ?? null} />;
}
