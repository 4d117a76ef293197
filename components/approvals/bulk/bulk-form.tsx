'use client';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { useApproval } from '#lib/client/approvals/use-approvals.ts';
import type { BulkPreview } from '#lib/contracts/approval.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import type { OfferedAction } from '../decide/choice.ts';
import { type Means, ProofField } from '../decide/proof-field.tsx';
import { choicesFor, notMine } from './choices.ts';
import { GroupCard } from './group-card.tsx';

/** The one decision for all of them, as far as it is made. */
export type BulkDraft = { chosen: OfferedAction | null; comment: string; proof: string; by: Means | null };

const nameOf = ({ action, outcome }: OfferedAction) => (outcome ? `outcome ${outcome}` : action);

/** What differs between the selected cases, and the decision that is made once for all of them. */
export function BulkForm({
  preview,
  draft,
  proofError,
  onDraft,
}: {
  preview: BulkPreview;
  draft: BulkDraft;
  proofError?: string;
  onDraft: (change: Partial<BulkDraft>) => void;
}) {
  const { groups, gone } = preview;
  const choices = choicesFor(groups);
  const { chosen } = draft;
  const letsThrough = chosen !== null && gateActions[chosen.action].letsThrough;
  const others = chosen ? notMine(groups, chosen) : [];
  const required = chosen !== null && groups.some((group) => group.commentRequired.includes(chosen.action));
  const proven = letsThrough ? groups.find((group) => group.stepUp)?.gates[0]?.id : undefined;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2">
        {groups.map((group) => (
          <GroupCard key={`${group.workflowId} ${group.step} ${group.placement}`} group={group} />
        ))}
        {gone.length > 0 ? (
          <Notice
            title={gone.length === 1 ? 'One of them is closed by now' : `${gone.length} of them are closed by now`}
          >
            They are left out.
          </Notice>
        ) : null}
      </div>
      {choices.length === 0 ? (
        <Notice tone="warning" title="There is no decision that all of them offer">
          Select cases of one kind, or decide them one by one.
        </Notice>
      ) : (
        <RadioGroup
          label="One decision for all of them"
          options={choices.map((choice) => ({ value: nameOf(choice), label: choice.label, help: choice.consequence }))}
          value={chosen ? nameOf(chosen) : ''}
          onValueChange={(name) => onDraft({ chosen: choices.find((choice) => nameOf(choice) === name) ?? null })}
        />
      )}
      {chosen ? (
        <>
          {others.length > 0 ? (
            <Notice tone="warning" title={`${others.length} of them will be refused`}>
              {others[0]?.mine.signed ? 'You have signed it already.' : (others[0]?.mine.why ?? 'They ask others.')}
            </Notice>
          ) : null}
          {letsThrough && groups.some((group) => group.form) ? (
            <Notice tone="warning" title="Some ask for a form">
              A form is filled in for one case at a time; those are refused here.
            </Notice>
          ) : null}
          <Field label="Comment" required={required} help="The same for each of them, on the record.">
            <Textarea
              rows={2}
              maxLength={10_000}
              value={draft.comment}
              onChange={(event) => onDraft({ comment: event.target.value })}
            />
          </Field>
          {proven ? (
            <Proof
              gate={proven}
              value={draft.proof}
              error={proofError}
              onChange={(proof, by) => onDraft({ proof, by })}
            />
          ) : null}
        </>
      ) : null}
    </div>
  );
}

/** One proof for all; with what, one of the cases says. */
function Proof({
  gate,
  value,
  error,
  onChange,
}: {
  gate: string;
  value: string;
  error?: string;
  onChange: (value: string, by: Means | null) => void;
}) {
  const { data } = useApproval(gate);
  if (!data) return null;
  const { by, why } = data.stepUp;
  return <ProofField by={by} why={why} value={value} error={error} onChange={(next) => onChange(next, by)} />;
}
