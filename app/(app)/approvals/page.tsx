import type { Metadata } from 'next';
import { Suspense } from 'react';
import { InboxPage } from '#components/approvals/inbox-page.tsx';

export const metadata: Metadata = { title: 'Approvals' };

export default function Page() {
  return (
    <Suspense>
      <InboxPage chosen={null} />
    </Suspense>
  );
}
