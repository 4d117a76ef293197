'use client';
import { X } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import type { DelegationView } from '#lib/contracts/delegation.ts';
import { ListState } from '../list-state.tsx';
import { usePeopleWrite } from '../people.ts';
import { AwayForm } from './away-form.tsx';
import { useDelegations } from './delegations.ts';

/** Who stands in for me while I am away, and for whom anybody stands in. */
export function AwayCard() {
  const delegations = useDelegations();
  const mayGive = useMay('delegation.own');
  return (
    <Card
      title="While I am away"
      description="Somebody signs in your place where a gate asks you, and the record says for whom. They cannot pass it on."
    >
      <div className="flex flex-col gap-5">
        {mayGive ? (
          <AwayForm />
        ) : (
          <p className="text-muted">Your role decides no gates, so nobody needs to stand in.</p>
        )}
        <div className="-mx-4 -mb-4 border-line border-t">
          <ListState query={delegations} what="who stands in for whom" empty="Nobody stands in for anybody.">
            {(items) => (
              <ul className="divide-y">
                {items.map((entry) => (
                  <DelegationRow key={entry.id} entry={entry} />
                ))}
              </ul>
            )}
          </ListState>
        </div>
      </div>
    </Card>
  );
}

function DelegationRow({ entry }: { entry: DelegationView }) {
  const { member } = useViewer();
  const end = usePeopleWrite(() => api.delete(`/delegations/${entry.id}`));
  const { giver, taker, startsAt, endsAt, note, status, mayEnd } = entry;
  const [gives, takes] = [giver.id === member.id, taker.id === member.id];
  const words = `${takes ? 'You stand' : `${taker.name} stands`} in for ${gives ? 'you' : giver.name}`;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{words}</span>
          {status === 'planned' ? <Badge tone="outline">planned</Badge> : null}
        </p>
        <p className="text-muted text-xs">
          <Time at={startsAt} exact /> until <Time at={endsAt} exact />
          {note ? ` · ${note}` : ''}
        </p>
      </div>
      {mayEnd ? (
        <ConfirmDialog
          trigger={<IconButton size="sm" label={`End that ${taker.name} stands in for ${giver.name}`} icon={<X />} />}
          title={`End that ${taker.name} stands in for ${gives ? 'you' : giver.name}?`}
          consequence="From now on they sign only where a gate asks themselves. What they signed stays signed."
          action="End it"
          onConfirm={async () => {
            await end.mutateAsync(undefined);
            toast.done(`${taker.name} no longer stands in for ${gives ? 'you' : giver.name}`);
          }}
        />
      ) : null}
    </li>
  );
}
