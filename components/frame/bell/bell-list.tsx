import { CheckCheck, Clock, MessageCircleQuestion, PenLine, Stamp, UserRoundCheck } from 'lucide-react';
import Link from 'next/link';
import { cn } from '#components/ui/cn.ts';
import { Time } from '#components/ui/time.tsx';
import type { BellItem, BellKind } from '#lib/contracts/bell.ts';
import { bellWords } from './bell-words.ts';

const icons: Record<BellKind, typeof Stamp> = {
  asked: Stamp,
  changed: PenLine,
  escalated: Clock,
  reassigned: UserRoundCheck,
  question: MessageCircleQuestion,
  decided: CheckCheck,
};

/** The items of the bell, newest first; each leads to its case. */
export function BellList({ items, onChoose }: { items: readonly BellItem[]; onChoose: () => void }) {
  if (items.length === 0)
    return (
      <p className="px-3 py-6 text-center text-muted text-sm">
        Nothing waits for you. Gates that ask you, questions to you and decisions on what you started show here.
      </p>
    );
  return (
    <ul className="divide-y">
      {items.map((item) => (
        <li key={item.id}>
          <Line item={item} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  );
}

function Line({ item, onChoose }: { item: BellItem; onChoose: () => void }) {
  const Icon = icons[item.kind];
  const calm = item.kind === 'decided';
  return (
    <Link
      href={`/approvals/${item.gateId}`}
      onClick={onChoose}
      className="flex gap-2.5 px-3 py-2.5 outline-none hover:bg-hover focus-visible:bg-hover"
    >
      <Icon className={cn('mt-0.5 size-4 shrink-0', calm ? 'text-faint' : 'text-seal-text')} aria-hidden="true" />
      <span className="min-w-0 flex-1">
        <span className={cn('block break-words text-sm', item.seen ? '' : 'font-semibold')}>{item.title}</span>
        <span className="line-clamp-3 break-words text-muted text-sm">{bellWords(item)}</span>
        <span className="block truncate text-faint text-xs">
          {item.workflowName} #{item.runNumber} · <Time at={item.at} />
        </span>
      </span>
      {item.seen ? null : (
        <span className="mt-1.5 size-2 shrink-0 rounded-full bg-seal-fill">
          <span className="spoken">new</span>
        </span>
      )}
    </Link>
  );
}
