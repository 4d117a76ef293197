'use client';
import { ArtifactList } from '#components/run/artifact-list.tsx';
import { ValueView } from '#components/run/step/value-view.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';

/** What it builds on: upstream results, artifacts, and exactly what a signature covers. */
export function CaseContext({ approval }: { approval: ApprovalView }) {
  return (
    <>
      {approval.artifacts.length > 0 ? (
        <section>
          <h3 className="mb-2 font-medium text-muted text-xs">Artifacts</h3>
          <ArtifactList runId={approval.runId} artifacts={approval.artifacts} />
        </section>
      ) : null}
      {approval.upstream.length > 0 ? (
        <section>
          <h3 className="mb-2 font-medium text-muted text-xs">Results it builds on</h3>
          <div className="flex flex-col gap-1.5">
            {approval.upstream.map((result) => (
              <details key={result.step} className="rounded-md border border-line bg-surface">
                <summary className="cursor-pointer rounded-md px-3 py-2 text-sm hover:bg-hover">{result.name}</summary>
                <div className="border-line border-t p-3">
                  <ValueView runId={approval.runId} value={result.output} />
                </div>
              </details>
            ))}
          </div>
        </section>
      ) : null}
      <details className="text-sm">
        <summary className="cursor-pointer rounded-sm text-muted hover:text-ink">What a signature covers</summary>
        <dl className="mt-2 grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5">
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
      </details>
    </>
  );
}
