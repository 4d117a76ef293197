'use client';
import { Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { PolicyView } from '#lib/contracts/policy.ts';
import { demandInWords } from '#lib/domain/gate/policy-words.ts';

import { usePolicyWrite } from './policies.ts';
import { PolicyDialog } from './policy-dialog.tsx';

/** One policy: what it demands in words, what is wrong with it, and which workflows name it. */
export function PolicyRow({ policy, mayManage }: { policy: PolicyView; mayManage: boolean }) {
  const { name, description, everywhere, demand, findings, usedBy } = policy;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="break-words">{name}</span>
          {everywhere ? <Badge tone="accent">at every gate</Badge> : null}
        </p>
        {description ? <p className="text-muted">{description}</p> : null}
        <p>{demandInWords(demand).join(' ')}</p>
        {findings.length > 0 ? (
          <ul className="flex flex-col gap-0.5 text-seal-text text-xs">
            {findings.map(({ message, fix }) => (
              <li key={message}>
                {message} {fix}
              </li>
            ))}
          </ul>
        ) : null}
        <p className="text-muted text-xs">
          {usedBy.length === 0 ? everywhere ? null : 'No workflow names it. ' : <UsedBy workflows={usedBy} />}
          Changed <Time at={policy.updatedAt} /> by {policy.updatedBy}.
        </p>
      </div>
      {mayManage ? (
        <div className="flex">
          <PolicyDialog policy={policy} trigger={<IconButton size="sm" label={`Change ${name}`} icon={<Pencil />} />} />
          <DeletePolicy policy={policy} />
        </div>
      ) : null}
    </li>
  );
}

function UsedBy({ workflows }: { workflows: PolicyView['usedBy'] }) {
  return (
    <>
      Named by{' '}
      {workflows.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 ? ', ' : null}
          <Link href={`/workflows/${id}`} className="text-accent hover:underline">
            {name}
          </Link>
        </span>
      ))}
      .{' '}
    </>
  );
}

function DeletePolicy({ policy: { id, name, everywhere, usedBy } }: { policy: PolicyView }) {
  const remove = usePolicyWrite(() => api.delete(`/policies/${id}`));
  return (
    <ConfirmDialog
      trigger={<IconButton size="sm" label={`Delete ${name}`} icon={<Trash2 />} />}
      title={`Delete the policy “${name}”?`}
      consequence={
        usedBy.length > 0
          ? 'Workflows still name it, so it stays: without it nobody could let their gates pass. Take it out of them first.'
          : everywhere
            ? 'Gates that open from now on ask what their authors drew. Open ones keep what it demanded.'
            : 'No workflow names it. Open gates keep what it demanded.'
      }
      action="Delete the policy"
      danger
      onConfirm={async () => {
        await remove.mutateAsync(undefined);
        toast.done(`Deleted the policy “${name}”`);
      }}
    />
  );
}
