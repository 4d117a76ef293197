import type { Metadata } from 'next';
import { Missing } from '#components/frame/missing.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center">
      <Missing outside />
    </main>
  );
}
