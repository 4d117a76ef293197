'use client';
import { X } from 'lucide-react';
import Link from 'next/link';
import { ChangeList } from '#components/ui/change-list.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Time } from '#components/ui/time.tsx';
import type { AuditEntryView } from '#lib/contracts/record.ts';

/** One entry: what changed field by field, where it came from, and its link in the chain. */
export function EntryPanel({
  entry,
  folded,
  onChoose,
  onClose,
}: {
  entry: AuditEntryView;
  /** Older saves that stand behind this one in the list. */
  folded: readonly AuditEntryView[];
  onChoose: (seq: number) => void;
  onClose: () => void;
}) {
  return (
    <article aria-label={`Entry ${entry.seq}`} className="flex flex-col gap-5 p-4">
      <header className="flex items-start justify-between gap-3">
        <p className="text-pretty text-base">
          <bdi className="font-semibold">{entry.actor.name}</bdi> {entry.sentence}
        </p>
        <IconButton label="Close" icon={<X />} size="sm" variant="ghost" onClick={onClose} className="max-md:hidden" />
      </header>
      <ChangeList changes={entry.changes} />
      <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-2 text-sm">
        <Fact name="When">
          <Time at={entry.at} exact />
        </Fact>
        <Fact name="Who">
          <bdi>{entry.actor.name}</bdi>
          {entry.actor.email ? <span className="text-muted"> · {entry.actor.email}</span> : null}
          {entry.actor.kind === 'key' ? <span className="text-muted"> · through an API key</span> : null}
        </Fact>
        {entry.address ? (
          <Fact name="From">
            <span className="fact">{entry.address}</span>
          </Fact>
        ) : null}
        <Fact name="What">
          {entry.resource.type} · {entry.resource.name}
        </Fact>
        {entry.runId ? (
          <Fact name="Run">
            <Link href={`/runs/${entry.runId}`} className="text-accent hover:underline">
              Open the run
            </Link>
          </Fact>
        ) : null}
        <Fact name="Entry">
          <span className="fact">{entry.seq}</span>
        </Fact>
        <Hash name="Hash" value={entry.hash} />
        <Hash name="Before it" value={entry.prevHash} />
      </dl>
      {folded.length > 0 ? (
        <section>
          <h2 className="mb-1 font-medium text-muted text-xs">Saves before it</h2>
          <ul>
            {folded.map((save) => (
              <li key={save.seq}>
                <button
                  type="button"
                  onClick={() => onChoose(save.seq)}
                  className="flex w-full items-center gap-3 rounded-md px-2 py-1 text-left text-sm hover:bg-hover"
                >
                  <span className="fact w-10 text-faint text-xs">{save.seq}</span>
                  <span className="min-w-0 flex-1 truncate">
                    {save.changes.length === 1 ? save.changes[0]?.path : `${save.changes.length} fields`}
                  </span>
                  <Time at={save.at} className="text-faint text-xs" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {hasDetails(entry.details) ? (
        <section>
          <h2 className="mb-1 font-medium text-muted text-xs">Details</h2>
          <JsonTree value={entry.details} open={1} />
        </section>
      ) : null}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Hash({ name, value }: { name: string; value: string }) {
  return (
    <Fact name={name}>
      <span className="flex items-center gap-1">
        <span className="fact truncate text-xs">{value}</span>
        <CopyButton text={value} label={`Copy ${name.toLowerCase()}`} />
      </span>
    </Fact>
  );
}

const hasDetails = (details: unknown) =>
  typeof details === 'object' && details !== null && Object.keys(details).length > 0;
