import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Approvals' };

/** A case beside the list; the layout shows it. Opening this page shows a gate. It never decides one. */
export default function Page() {
  return null;
}
