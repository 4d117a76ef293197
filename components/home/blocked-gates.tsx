'use client';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { Time } from '#components/ui/time.tsx';
import { useBlockedGates } from './home-lists.ts';

/** Gates that wait for nobody; not there where there are none. */
export function BlockedGates() {
  const { data } = useBlockedGates();
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2">
          Gates nobody can pass <Badge tone="danger">{items.length}</Badge>
        </span>
      }
    >
      <ul className="divide-y">
        {items.map(({ id, title, stepName, workflowName, runNumber, openedAt, message, fix }) => (
          <li key={id}>
            <Link
              href={`/approvals/${encodeURIComponent(id)}`}
              className="flex flex-col gap-0.5 px-4 py-3 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="truncate font-medium text-base">{title}</span>
              <span className="truncate text-muted text-xs">
                {stepName} in {workflowName} #{runNumber} · asked <Time at={openedAt} />
              </span>
              <span className="text-danger text-xs">
                {message} {fix}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
