'use client';
import { Link2, ShieldAlert, ShieldCheck } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useVerify } from '#lib/client/record/use-record.ts';

/** How far the chain is known to be whole: "verified to entry 10,412 at 14:05", or the first entry that is not. */
export function ChainMark() {
  const verify = useVerify();
  const result = verify.data;
  const check = () => verify.mutate(undefined, { onError: (error) => toast.failed(error, 'Verify') });
  return (
    <div className="flex flex-wrap items-center gap-2" aria-live="polite">
      {result?.ok ? (
        <span className="flex items-center gap-1.5 text-good text-sm">
          <ShieldCheck className="size-4" aria-hidden="true" />
          Verified to entry {result.entries.toLocaleString()}, <Time at={result.verifiedAt} />
        </span>
      ) : null}
      {result && !result.ok ? (
        <span className="flex items-center gap-1.5 font-medium text-danger text-sm">
          <ShieldAlert className="size-4" aria-hidden="true" />
          {result.firstBad
            ? `Broken at entry ${result.firstBad.seq}: ${result.firstBad.reason}`
            : 'The chain is broken'}
        </span>
      ) : null}
      <Button icon={<Link2 />} busy={verify.isPending} onClick={check}>
        Verify
      </Button>
    </div>
  );
}
