import Link from 'next/link';
import { Avatar } from '#components/ui/avatar.tsx';
import { Time } from '#components/ui/time.tsx';
import type { AuditEntryView } from '#lib/contracts/record.ts';

/** One entry of the record: its sentence and when. */
export function RecordRow({ entry }: { entry: AuditEntryView }) {
  return (
    <li>
      <Link
        href={`/record?entry=${entry.seq}`}
        className="flex items-center gap-3 px-4 py-2 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Avatar name={entry.actor.name} size="xs" />
        <span className="min-w-0 flex-1 truncate">{entry.sentence}</span>
        <span className="shrink-0 text-faint text-xs">
          <Time at={entry.at} />
        </span>
      </Link>
    </li>
  );
}
