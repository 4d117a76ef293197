'use client';
import { Plus, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import { ListState } from '../list-state.tsx';
import { NoneYet } from '../none-yet.tsx';
import { usePolicyList } from './policies.ts';
import { PolicyDialog } from './policy-dialog.tsx';
import { PolicyRow } from './policy-row.tsx';

/** What the workspace demands of gates, whoever draws them. */
export function PoliciesCard() {
  const policies = usePolicyList();
  const mayManage = useMay('policy.manage');
  const add = mayManage ? (
    <PolicyDialog
      trigger={
        <Button variant="primary" size="sm" icon={<Plus />}>
          New policy
        </Button>
      }
    />
  ) : null;
  // Below while there are none; not yet here while that is not known, or it would move under the pointer.
  const some = (policies.data?.items.length ?? 0) > 0;
  return (
    <Card
      flush
      title="Policies"
      description="What gates have to keep to, whoever draws them. A gate can ask for more, never for less; those that are open go on as they opened."
      actions={some ? add : null}
    >
      <ListState query={policies} what="policies" empty={<NoPolicies>{add}</NoPolicies>}>
        {(items) => (
          <ul className="divide-y">
            {items.map((policy) => (
              <PolicyRow key={policy.id} policy={policy} mayManage={mayManage} />
            ))}
          </ul>
        )}
      </ListState>
    </Card>
  );
}

function NoPolicies({ children }: { children: ReactNode }) {
  return (
    <NoneYet icon={ShieldCheck} title="No policies yet" action={children}>
      One could say that whatever goes to production needs two people of the group release. A gate asks for it by its
      name, or it holds at every gate.
    </NoneYet>
  );
}
