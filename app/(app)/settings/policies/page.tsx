import type { Metadata } from 'next';
import { PoliciesCard } from '#components/settings/policies/policies-card.tsx';

export const metadata: Metadata = { title: 'Policies' };

export default function Policies() {
  return <PoliciesCard />;
}
