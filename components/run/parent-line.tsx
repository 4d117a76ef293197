import Link from 'next/link';
import type { ParentRunView } from '#lib/contracts/run.ts';

/** The way from a child run to the step that started it. */
export function ParentLine({ parent }: { parent: ParentRunView }) {
  return (
    <p className="truncate text-muted text-xs">
      Started by {parent.step} of{' '}
      <Link
        href={`/runs/${parent.runId}?step=${encodeURIComponent(parent.step)}`}
        className="text-accent hover:underline"
      >
        {parent.workflowName} #{parent.number}
      </Link>
    </p>
  );
}
