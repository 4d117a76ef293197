'use client';
import './globals.css';
import { Fault } from '#components/frame/fault.tsx';

/** Stands in for the root layout when that itself failed. */
export default function RootFault({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Countersign</title>
        <main>
          <Fault error={error} onRetry={retry} />
        </main>
      </body>
    </html>
  );
}
