'use client';
import { Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { useMay } from '#lib/client/viewer.tsx';
import { ListState } from '../list-state.tsx';
import { usePolicyList } from './policies.ts';
import { PolicyDialog } from './policy-dialog.tsx';
import { PolicyRow } from './policy-row.tsx';

/** What the workspace demands of gates, whoever draws them. */
export function PoliciesCard() {
  const policies = usePolicyList();
  const mayManage = useMay('policy.manage');
  return (
    <Card
      flush
      title="Policies"
      description="What gates have to keep to, whoever draws them. A gate can ask for more, never for less; those that are open go on as they opened."
      actions={
        mayManage ? (
          <PolicyDialog
            trigger={
              <Button variant="primary" size="sm" icon={<Plus />}>
                New policy
              </Button>
            }
          />
        ) : null
      }
    >
      <ListState
        query={policies}
        what="policies"
        empty="No policies yet. One could say that whatever goes to production needs two people of the group release."
      >
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
