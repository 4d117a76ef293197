import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ComparePage } from '#components/run/compare/compare-page.tsx';

export const metadata: Metadata = { title: 'Compare two runs' };

export default function Page() {
  return (
    <Suspense>
      <ComparePage />
    </Suspense>
  );
}
