import type { Metadata } from 'next';
import { KeysCard } from '#components/settings/keys-card.tsx';

export const metadata: Metadata = { title: 'API keys' };

export default function Keys() {
  return <KeysCard />;
}
