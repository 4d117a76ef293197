import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Approvals' };

/** The list without a case; the layout shows it. */
export default function Page() {
  return null;
}
