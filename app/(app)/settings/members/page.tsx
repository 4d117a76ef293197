import type { Metadata } from 'next';
import { InvitationsCard } from '#components/settings/invitations-card.tsx';
import { MembersCard } from '#components/settings/members-card.tsx';

export const metadata: Metadata = { title: 'Members' };

export default function Members() {
  return (
    <>
      <MembersCard />
      <InvitationsCard />
    </>
  );
}
