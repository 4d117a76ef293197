import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WorkflowsPage } from '#components/workflow/workflows-page.tsx';

export const metadata: Metadata = { title: 'Workflows' };

export default function Workflows() {
  return (
    <Suspense>
      <WorkflowsPage />
    </Suspense>
  );
}
