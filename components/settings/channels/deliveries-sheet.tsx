'use client';
import { History } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Time } from '#components/ui/time.tsx';
import type { ChannelView, DeliveryView } from '#lib/contracts/channel.ts';
import { noticeAbout } from '#lib/domain/gate/notice.ts';
import { ListState } from '../list-state.tsx';
import { useDeliveries } from './channels.ts';

const tones = { sent: 'good', waiting: 'seal', 'given up': 'danger' } as const;

/** What went through a channel lately, and what did not. */
export function DeliveriesSheet({ channel: { id, name } }: { channel: ChannelView }) {
  const [open, setOpen] = useState(false);
  const deliveries = useDeliveries(id, open);
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton size="sm" label={`What was sent through ${name}`} icon={<History />} />}
      title={`Sent through ${name}`}
    >
      <ListState
        query={deliveries}
        what="what was sent"
        empty="No notice about a gate went through it yet. What steps send stands in the log of the step."
      >
        {(items) => (
          <ul className="flex flex-col divide-y">
            {items.map((delivery) => (
              <Line key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        )}
      </ListState>
    </Sheet>
  );
}

function Line({ delivery }: { delivery: DeliveryView }) {
  const { about, gateId, title, workflowName, runNumber, at, status, attempts, nextAt, error } = delivery;
  return (
    <li className="py-2.5">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 break-words">
          <Link href={`/approvals/${gateId}`} className="font-medium hover:underline">
            {title}
          </Link>{' '}
          {noticeAbout[about]}
        </p>
        <Badge tone={tones[status]}>{status}</Badge>
      </div>
      <p className="text-muted text-xs">
        {workflowName} #{runNumber} · <Time at={at} />
        {attempts > 1 ? ` · ${attempts} tries` : null}
        {status === 'waiting' && attempts > 0 && nextAt ? (
          <>
            {' · next '}
            <Time at={nextAt} />
          </>
        ) : null}
      </p>
      {error ? <p className="mt-1 break-words text-danger text-xs">{error}</p> : null}
    </li>
  );
}
