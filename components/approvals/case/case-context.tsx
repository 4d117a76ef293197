'use client';
import { ValueView } from '#components/run/step/value-view.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { Artifacts } from './artifacts.tsx';
import type { CaseChanges } from './changes.ts';
import { policyOf } from './shown-policy.ts';

const fold = 'cursor-pointer rounded-md px-3 py-2 text-sm hover:bg-hover';

/** What it builds on: artifacts, upstream results, the rules, and exactly what a signature covers. */
export function CaseContext({ approval, changes }: { approval: ApprovalView; changes: CaseChanges | null }) {
  return (
    <>
      {approval.artifacts.length > 0 ? (
        <section>
          <h3 className="mb-2 font-medium text-muted text-xs">Artifacts</h3>
          <Artifacts runId={approval.runId} artifacts={approval.artifacts} changed={changes?.artifacts ?? new Set()} />
        </section>
      ) : null}
      {approval.upstream.length > 0 ? (
        <section>
          <h3 className="mb-2 font-medium text-muted text-xs">Results it builds on</h3>
          <div className="flex flex-col gap-1.5">
            {approval.upstream.map((result) => (
              <details key={result.step} className="rounded-md border border-line bg-surface">
                <summary className={fold}>
                  {result.name} {changes?.upstream.has(result.step) ? <Badge tone="seal">changed</Badge> : null}
                </summary>
                <div className="border-line border-t p-3">
                  <ValueView runId={approval.runId} value={result.output} />
                </div>
              </details>
            ))}
          </div>
        </section>
      ) : null}
      <section className="flex flex-col gap-1.5">
        <h3 className="mb-0.5 font-medium text-muted text-xs">What holds here</h3>
        <Rules approval={approval} changes={changes} />
        <Covered approval={approval} />
      </section>
    </>
  );
}

function Rules({ approval, changes }: { approval: ApprovalView; changes: CaseChanges | null }) {
  const { words, named, heldBy } = policyOf(approval);
  const other = (changes?.rules.come.length ?? 0) + (changes?.rules.gone.length ?? 0) > 0;
  return (
    <details className="rounded-md border border-line bg-surface" open={other || undefined}>
      <summary className={fold}>
        The rules of this gate {other ? <Badge tone="seal">changed</Badge> : null}
        {(heldBy ?? named) ? <span className="text-faint"> · policy {heldBy ?? named}</span> : null}
      </summary>
      <ul className="flex list-disc flex-col gap-1 border-line border-t py-3 pr-3 pl-7 text-sm">
        {words.map((word) => (
          <li key={word} className={changes?.rules.come.includes(word) ? 'bg-diff-added' : undefined}>
            {word}
          </li>
        ))}
        {changes?.rules.gone.map((word) => (
          <li key={word} className="bg-diff-removed">
            <del>{word}</del>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Covered({ approval }: { approval: ApprovalView }) {
  return (
    <details className="rounded-md border border-line bg-surface">
      <summary className={fold}>What a signature covers</summary>
      <div className="border-line border-t px-3 py-3 text-sm">
        <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5">
          <dt className="text-faint">Digest</dt>
          <dd className="flex min-w-0 items-center gap-1">
            <span className="fact truncate text-xs">{approval.digest}</span>
            <CopyButton text={approval.digest} label="Copy the digest" />
          </dd>
          <dt className="text-faint">Workflow</dt>
          <dd className="min-w-0 truncate">
            {approval.version === null ? 'draft' : `version ${approval.version}`} ·{' '}
            <span className="fact text-xs">{approval.specHash.slice(0, 16)}…</span>
          </dd>
          <dt className="text-faint">Attempt</dt>
          <dd>{approval.attempt}</dd>
        </dl>
        <p className="mt-2 max-w-prose text-muted text-xs">
          The digest is a SHA-256 of everything shown here: payload, error, artifacts, results it builds on, step,
          attempt, version and policy. If any of it changes before you decide, your decision is refused and you see the
          new state.
        </p>
      </div>
    </details>
  );
}
