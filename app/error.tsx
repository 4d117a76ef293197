'use client';
import { Fault } from '#components/frame/fault.tsx';

export default function PageFault({ error, retry }: { error: unknown; retry: () => void }) {
  return <Fault error={error} onRetry={retry} />;
}
