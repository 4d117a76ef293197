import type { Metadata } from 'next';
import { GroupsCard } from '#components/settings/groups-card.tsx';

export const metadata: Metadata = { title: 'Groups' };

export default function Groups() {
  return <GroupsCard />;
}
