import type { Metadata } from 'next';
import { Suspense } from 'react';
import { VersionsPage } from '#components/workflow/versions-page.tsx';

export const metadata: Metadata = { title: 'Versions' };

export default async function Versions({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <VersionsPage id={id} />
    </Suspense>
  );
}
