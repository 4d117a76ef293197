'use client';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { checkValue, defaultsOf, type ErrorsByPath, type JsonSchema } from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { ApprovalView, DecisionRequest } from '#lib/contracts/approval.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import { policyOf } from '../case/shown-policy.ts';
import type { OfferedAction } from './choice.ts';
import type { Edit } from './edit-of.ts';
import { ProofField } from './proof-field.tsx';
import { Refusal } from './refusal.tsx';
import { SendingPause } from './sending-pause.tsx';
import type { Draft } from './use-draft.ts';
import { useSending } from './use-sending.ts';
import { sendWords } from './words.ts';

/** Comment, form and proof of one choice, its consequence in words, and the button that sends it with the digest of what was seen. */
export function DecisionForm({
  approval,
  digest,
  offered,
  edit,
  draft,
  hold,
  onDraft,
  onCancel,
  onDone,
}: {
  approval: ApprovalView;
  digest: string;
  offered: OfferedAction;
  edit: Edit;
  draft: Draft;
  /** Why nothing can be sent now, in words. */
  hold: string | null;
  onDraft: (change: Partial<Draft>) => void;
  onCancel: () => void;
  onDone: (closed: boolean) => void;
}) {
  const { letsThrough } = gateActions[offered.action];
  const schema = letsThrough && offered.action !== 'skip' ? (approval.form as JsonSchema | null) : null;
  const [defaults] = useState(() => (schema ? defaultsOf(schema) : {}));
  const form = draft.form ?? defaults;
  const [errors, setErrors] = useState<ErrorsByPath>({});
  const [proof, setProof] = useState('');
  const { send, pause, refusal, proofError, busy } = useSending(approval, offered, {
    onSent: onDone,
    onRefused: setErrors,
  });
  const required = policyOf(approval).commentRequired.includes(offered.action);
  const { stepUp } = approval;
  const asksProof = letsThrough && stepUp.asked;
  const field = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLFormElement>(null);
  const modifies = offered.action === 'modify';

  // Who modifies goes on in what is to be changed.
  useEffect(() => {
    if (!modifies) field.current?.focus({ preventScroll: true });
  }, [modifies]);

  const why = hold ?? (modifies ? edit.hold : null) ?? (asksProof && stepUp.by === null ? stepUp.why : null);
  const incomplete = (required && !draft.comment.trim()) || (asksProof && !proof);
  const submit = () => {
    if (why !== null || incomplete || busy || pause.left !== null) return;
    const wrong = schema ? checkValue(schema, form) : {};
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const decision: DecisionRequest = { action: offered.action, digest };
    if (offered.outcome) decision.outcome = offered.outcome;
    if (draft.comment.trim()) decision.comment = draft.comment.trim();
    if (schema) decision.form = form as DecisionRequest['form'];
    if (modifies) decision.payload = edit.value;
    if (asksProof && stepUp.by) decision.proof = { [stepUp.by]: proof };
    send(decision);
  };

  if (pause.left !== null)
    return <SendingPause left={pause.left} words={sendWords(offered)} onUndo={pause.undo} onNow={pause.now} />;
  return (
    <form
      ref={box}
      className="mb-3 flex flex-col gap-3 border-line border-b pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        if (event.key === 'Escape') onCancel();
      }}
    >
      <p className="text-sm">
        {offered.consequence}
        {modifies && edit.asksSecond ? ' Somebody else has to approve this change too, before it counts.' : null}
        {!modifies && edit.changes.length > 0 ? ' What you changed is no part of this.' : null}
      </p>
      {schema ? (
        <div className="max-h-[40dvh] overflow-y-auto max-md:max-h-none">
          <SchemaForm schema={schema} value={form} onChange={(next) => onDraft({ form: next })} errors={errors} />
        </div>
      ) : null}
      <Field
        label="Comment"
        required={required}
        help={offered.action === 'retry' ? 'The step gets it as gate.feedback.' : undefined}
      >
        <Textarea
          ref={field}
          value={draft.comment}
          onChange={(event) => onDraft({ comment: event.target.value })}
          rows={1}
          maxRows={6}
          maxLength={10_000}
          placeholder={required ? 'Say why' : 'Goes on the record'}
        />
      </Field>
      {asksProof ? (
        <ProofField by={stepUp.by} why={stepUp.why} value={proof} error={proofError} onChange={setProof} />
      ) : null}
      {refusal ? <Refusal error={refusal} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {why ? (
          <span role="status" className="flex-1 text-muted text-xs max-sm:basis-full">
            {why}
          </span>
        ) : null}
        <Button variant="ghost" onClick={onCancel}>
          Not now
        </Button>
        <Button
          type="submit"
          variant={offered.action === 'cancel' ? 'danger' : 'seal'}
          busy={busy}
          disabled={why !== null || incomplete}
        >
          {sendWords(offered)}
        </Button>
      </div>
    </form>
  );
}
