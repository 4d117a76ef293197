'use client';
import { useMemo } from 'react';
import { ChangeList } from '#components/ui/change-list.tsx';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { useRun } from '#lib/client/runs/use-run.ts';
import { useStepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { type Edit, writesAnew } from '../decide/edit-of.ts';
import type { EditRules } from '../edit/edit-rules.ts';
import { PayloadEditor } from '../edit/payload-editor.tsx';
import { policyOf } from './shown-policy.ts';

/** The payload open to be edited, and below it what that changes. */
export function CaseEdit({
  approval,
  edit,
  onEdit,
  onBroken,
}: {
  approval: ApprovalView;
  edit: Edit;
  onEdit: (value: Json) => void;
  onBroken: (broken: boolean) => void;
}) {
  const anew = writesAnew(approval);
  const schema = useParameters(approval);
  const rules = useMemo<EditRules>(
    () =>
      anew
        ? { editable: true, second: [] }
        : { editable: approval.editable, second: policyOf(approval).secondReviewer },
    [anew, approval],
  );
  return (
    <div className="flex flex-col gap-4">
      {anew ? (
        <p className="text-muted text-sm">What you enter is taken as the result of {approval.stepName}.</p>
      ) : null}
      <PayloadEditor
        label={anew ? 'Result' : 'the payload'}
        value={edit.value}
        schema={schema}
        rules={rules}
        onChange={onEdit}
        onBroken={onBroken}
      />
      {anew ? null : edit.changes.length > 0 ? (
        <ChangeList changes={edit.changes} />
      ) : (
        <p className="text-muted text-sm">Nothing is changed yet.</p>
      )}
    </div>
  );
}

/** What the step's kind says of its parameters, where those are what is edited. */
function useParameters({ runId, step, placement }: ApprovalView): JsonSchema | null {
  const run = useRun(runId);
  const { kinds } = useStepKinds();
  const kind = run.data?.steps.find(({ id }) => id === step)?.kind;
  return placement === 'before' && kind ? ((kinds[kind]?.schema as JsonSchema | undefined) ?? null) : null;
}
