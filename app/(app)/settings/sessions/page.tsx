import type { Metadata } from 'next';
import { SessionsCard } from '#components/settings/sessions-card.tsx';

export const metadata: Metadata = { title: 'Sessions' };

export default function Sessions() {
  return <SessionsCard />;
}
