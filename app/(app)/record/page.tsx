import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RecordPage } from '#components/record/record-page.tsx';

export const metadata: Metadata = { title: 'Record' };

export default function Page() {
  return (
    <Suspense>
      <RecordPage />
    </Suspense>
  );
}
