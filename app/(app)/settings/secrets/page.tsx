import type { Metadata } from 'next';
import { SecretsCard } from '#components/settings/secrets/secrets-card.tsx';

export const metadata: Metadata = { title: 'Secrets' };

export default function Secrets() {
  return <SecretsCard />;
}
