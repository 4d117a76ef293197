'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ChangeList } from '#components/workflow/change-list.tsx';
import { useVersionDiff } from '#lib/client/workflows/use-versions.ts';
import type { RunView } from '#lib/contracts/run.ts';

/** What the two runs were runs of: the same version, or what changed between theirs. */
export function VersionPair({ a, b }: { a: RunView; b: RunView }) {
  const published = a.workflowId === b.workflowId && a.version !== null && b.version !== null;
  const diff = useVersionDiff(a.workflowId, published ? a.version : null, published ? b.version : null);
  if (published && a.version === b.version)
    return <p className="text-muted text-sm">Both are runs of version {a.version}.</p>;
  if (!published) return <SpecPair a={a} b={b} />;
  if (diff.error) return <p className="text-muted text-sm">What changed could not be read: {diff.error.message}</p>;
  return diff.data ? <ChangeList changes={diff.data.changes} /> : null;
}

/** A draft, or another workflow: the runs' own copies. */
function SpecPair({ a, b }: { a: RunView; b: RunView }) {
  const [open, setOpen] = useState(false);
  const [before, after] = [a.spec, b.spec].map((spec) => JSON.stringify(spec, null, 2));
  if (before === after) return <p className="text-muted text-sm">Both ran the same steps and settings.</p>;
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-muted text-sm">
        {a.workflowId === b.workflowId ? 'A draft ran, which may differ.' : 'They are runs of different workflows.'}
      </p>
      <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide the difference' : 'Show the difference'}
      </Button>
      {open ? <DiffView before={before ?? ''} after={after ?? ''} label="Difference of the workflows" /> : null}
    </div>
  );
}
