'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { ChangeList } from '#components/ui/change-list.tsx';
import { cn } from '#components/ui/cn.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { shownText } from '#lib/domain/secret/reference.ts';
import type { Difference } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { PayloadValue } from '../value/payload-value.tsx';
import { SinceApproved, sinceApproved, sinceWords } from './since-approved.tsx';

const titles = {
  before: 'What it would run with',
  after: 'What it made',
  onFailure: 'What it ran with',
  alone: 'What it is about',
} as const;

/** The thing that is signed: to be read as it is, or as what is new since the last approval. `changed`: since one looked. */
export function CasePayload({
  approval,
  changed,
  children,
}: {
  approval: ApprovalView;
  changed: readonly Difference[];
  /** What stands here instead while it is edited. */
  children?: ReactNode;
}) {
  const [since, setSince] = useState(false);
  const { lastApproved: last } = approval;
  const payload = approval.payload as Json;
  const differences = useMemo(() => (last ? sinceApproved(approval, last) : []), [approval, last]);
  const title = titles[approval.placement];
  return (
    <section
      aria-label={title}
      className={cn(changed.length > 0 && 'rounded-lg outline-2 outline-seal outline-offset-8')}
    >
      <div className="mb-2 flex min-h-6 flex-wrap items-center gap-2">
        <h3 className="font-medium text-muted text-xs">{title}</h3>
        {last && !children ? (
          <fieldset aria-label="How to look at it" className="flex rounded-md border border-line p-0.5 text-xs">
            <Way on={!since} onClick={() => setSince(false)}>
              As it is
            </Way>
            <Way on={since} onClick={() => setSince(true)}>
              Since <span className="fact">#{last.runNumber}</span> was approved: {sinceWords(differences)}
            </Way>
          </fieldset>
        ) : null}
        {payload !== null && !children ? (
          <CopyButton
            size="xs"
            text={shownText(typeof payload === 'string' ? payload : JSON.stringify(payload, null, 2))}
            label="Copy all of it"
            className="ml-auto"
          />
        ) : null}
      </div>
      {approval.error ? (
        <pre className="mb-3 max-h-60 overflow-auto whitespace-pre-wrap rounded-md border border-danger-line bg-danger-soft p-3 font-mono text-xs">
          {errorText(approval.error)}
        </pre>
      ) : null}
      {changed.length > 0 ? (
        <div className="mb-3">
          <ChangeList changes={changed} />
        </div>
      ) : null}
      {children ??
        (since && last ? (
          <SinceApproved last={last} changes={differences} />
        ) : payload === null ? (
          <p className="text-muted text-sm">Nothing to look at: only the decision is asked.</p>
        ) : (
          <PayloadValue value={payload} />
        ))}
    </section>
  );
}

function Way({ on, onClick, children }: { on: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onClick}
      className={cn('rounded-sm px-2 py-0.5', on ? 'bg-pressed font-medium text-ink' : 'text-muted hover:text-ink')}
    >
      {children}
    </button>
  );
}

function errorText(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { message, fix } = error as { message: string; fix?: string };
    return fix ? `${message}\n\n${fix}` : message;
  }
  return JSON.stringify(error, null, 2);
}
