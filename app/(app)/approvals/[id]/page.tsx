import type { Metadata } from 'next';
import { Suspense } from 'react';
import { InboxPage } from '#components/approvals/inbox-page.tsx';

export const metadata: Metadata = { title: 'Approval' };

/** Opening this page shows a gate. It never decides one. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <InboxPage chosen={id} />
    </Suspense>
  );
}
