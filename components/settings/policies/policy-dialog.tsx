'use client';
import { type ReactElement, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import type { PolicyView } from '#lib/contracts/policy.ts';
import { demandInWords } from '#lib/domain/gate/policy-words.ts';
import { policyDemandSchema } from '#lib/domain/gate/spec.ts';
import { FormDialog } from '../form-dialog.tsx';
import { usePolicyWrite } from './policies.ts';
import { type PolicyDraft, PolicyForm } from './policy-form.tsx';

const draftOf = (policy: PolicyView | undefined): PolicyDraft => ({
  name: policy?.name ?? '',
  description: policy?.description ?? '',
  everywhere: policy?.everywhere ?? false,
  demand: policy?.demand ?? {},
});

function Editing({ policy, onDone }: { policy: PolicyView | undefined; onDone: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(policy));
  const [refused, setRefused] = useState<ApiError | null>(null);
  const save = usePolicyWrite((body: PolicyDraft) =>
    policy ? api.patch(`/policies/${policy.id}`, { ...body, revision: policy.revision }) : api.post('/policies', body),
  );
  const read = policyDemandSchema.safeParse(draft.demand);
  const errors = Object.fromEntries((refused?.issues ?? []).map(({ path, message }) => [path, message]));
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={async (event) => {
        event.preventDefault();
        setRefused(null);
        try {
          await save.mutateAsync(draft);
          onDone();
          toast.done(policy ? `Changed the policy “${draft.name}”` : `Made the policy “${draft.name}”`);
        } catch (error) {
          setRefused(ApiError.from(error));
        }
      }}
    >
      <PolicyForm draft={draft} errors={errors} nameHeld={(policy?.usedBy.length ?? 0) > 0} onChange={setDraft} />
      <Notice title="In words">{read.success ? demandInWords(read.data).join(' ') : 'It is not complete yet.'}</Notice>
      {refused ? (
        <Notice tone="danger" title={refused.title}>
          {refused.message}
        </Notice>
      ) : null}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={draft.name.trim() === ''}>
          {policy ? 'Save' : 'Make the policy'}
        </Button>
      </div>
    </form>
  );
}

/** Makes a policy, or changes one that is there. */
export function PolicyDialog({
  policy,
  trigger,
}: {
  policy?: PolicyView;
  trigger: ReactElement<Record<string, unknown>>;
}) {
  return (
    <FormDialog
      trigger={trigger}
      width="lg"
      title={policy ? `Policy ${policy.name}` : 'New policy'}
      description="It holds for the gates that open after you save."
    >
      {(close) => <Editing policy={policy} onDone={close} />}
    </FormDialog>
  );
}
