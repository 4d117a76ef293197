import type { Metadata } from 'next';
import { ChannelsCard } from '#components/settings/channels/channels-card.tsx';

export const metadata: Metadata = { title: 'Channels' };

export default function Channels() {
  return <ChannelsCard />;
}
