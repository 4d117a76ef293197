import Link from 'next/link';
import { Seal } from '#components/ui/seal.tsx';
import type { SealView } from '#lib/contracts/seal.ts';

/** A decision with what it was about and what was said. */
export function SealLine({ seal, of, onChoose }: { seal: SealView; of?: string; onChoose?: () => void }) {
  if (seal.action === 'void')
    return (
      <p className="text-muted text-sm">
        The question{of ? ` at ${of}` : ''} was withdrawn: {seal.comment ?? 'the run ended'}.
      </p>
    );
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-3">
        <Seal name={seal.by.name} action={seal.outcome ?? seal.action} at={seal.at} selfSigned={seal.selfSigned} />
        {of && onChoose ? (
          <button
            type="button"
            onClick={onChoose}
            className="truncate rounded-sm px-1 text-accent text-sm hover:underline"
          >
            {of}
          </button>
        ) : null}
      </div>
      {seal.onBehalfOf || seal.steppedUp ? <p className="pl-9 text-muted text-xs">{sealNotes(seal)}</p> : null}
      {seal.from ? (
        <p className="pl-9 text-muted text-xs">
          Signed in run{' '}
          <Link href={`/runs/${seal.from.runId}`} className="text-accent hover:underline">
            #{seal.from.number}
          </Link>
          ; exactly the same was asked here.
        </p>
      ) : null}
      {seal.expired ? (
        <p className="pl-9 text-muted text-xs">Nobody decided in time; the gate closed by itself.</p>
      ) : null}
      {seal.comment ? (
        <blockquote className="ml-9 whitespace-pre-wrap border-seal-line border-l-2 pl-2 text-muted text-sm">
          {seal.comment}
        </blockquote>
      ) : null}
    </div>
  );
}

function sealNotes({ onBehalfOf, steppedUp }: SealView): string {
  if (!onBehalfOf) return 'Proved with a password or a code who they are.';
  return `In the place of ${onBehalfOf.name}${steppedUp ? ', proved with a password or a code who they are' : ''}.`;
}
