'use client';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import {
  checkValue,
  defaultsOf,
  type ErrorsByPath,
  errorsByPath,
  type JsonSchema,
} from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { toast } from '#components/ui/toast.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useDecide } from '#lib/client/approvals/use-approvals.ts';
import type { ApprovalView, DecisionRequest } from '#lib/contracts/approval.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import { diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { OfferedAction } from './choice.ts';

/** Comment and form of one choice, its consequence in words, and the button that sends it with the digest of what was seen. */
export function DecisionForm({
  approval,
  digest,
  offered,
  edited,
  onCancel,
  onDone,
}: {
  approval: ApprovalView;
  digest: string;
  offered: OfferedAction;
  edited: unknown;
  onCancel: () => void;
  onDone: () => void;
}) {
  const decide = useDecide(approval.id);
  const schema =
    gateActions[offered.action].letsThrough && offered.action !== 'skip' ? (approval.form as JsonSchema | null) : null;
  const [comment, setComment] = useState('');
  const [form, setForm] = useState<Record<string, unknown>>(() => (schema ? defaultsOf(schema) : {}));
  const [errors, setErrors] = useState<ErrorsByPath>({});
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const required =
    (approval.policy as { commentRequired?: string[] } | null)?.commentRequired?.includes(offered.action) ?? false;
  const field = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLFormElement>(null);
  const unchanged = offered.action === 'modify' && diffJson(approval.payload as Json, edited as Json).length === 0;

  // Who modifies goes on in what is to be changed.
  const modifies = offered.action === 'modify';
  useEffect(() => {
    if (!modifies) field.current?.focus({ preventScroll: true });
  }, [modifies]);

  const send = () => {
    const wrong = schema ? checkValue(schema, form) : {};
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const decision: DecisionRequest = { action: offered.action, digest };
    if (offered.outcome) decision.outcome = offered.outcome;
    if (comment.trim()) decision.comment = comment.trim();
    if (schema) decision.form = form as DecisionRequest['form'];
    if (offered.action === 'modify') decision.payload = edited as Json;
    setRefusal(null);
    // A promise, not the mutation's own callbacks: those are dropped when the news of the closed gate, which may be here
    // before the answer is, takes this form away.
    decide.mutateAsync(decision).then(
      ({ closed }) => {
        toast.done(
          closed
            ? `${doneWords(offered)}: ${approval.title}`
            : `Your signature is on it; others still have to sign: ${approval.title}`,
        );
        onDone();
      },
      (error: unknown) => {
        const told = ApiError.from(error);
        setRefusal(told);
        setErrors(errorsByPath(told.issues, 'form'));
      },
    );
  };

  return (
    <form
      ref={box}
      className="mb-3 flex flex-col gap-3 border-line border-b pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        if (event.key === 'Escape') onCancel();
      }}
    >
      <p className="text-sm">{offered.consequence}</p>
      {schema ? (
        <div className="max-h-[40dvh] overflow-y-auto max-md:max-h-none">
          <SchemaForm schema={schema} value={form} onChange={setForm} errors={errors} />
        </div>
      ) : null}
      <Field
        label="Comment"
        required={required}
        help={offered.action === 'retry' ? 'The step gets it as gate.feedback.' : undefined}
      >
        <Textarea
          ref={field}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          rows={1}
          maxRows={6}
          maxLength={10_000}
          placeholder={required ? 'Say why' : 'Goes on the record'}
        />
      </Field>
      {refusal ? (
        <Notice tone="danger" title={refusal.title}>
          {refusal.detail}
          {refusal.issues.map((issue) => (
            <span key={`${issue.path}${issue.message}`} className="block">
              {issue.path ? <span className="fact">{issue.path}: </span> : null}
              {issue.message} {issue.fix}
            </span>
          ))}
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {unchanged ? (
          <span className="flex-1 text-muted text-xs max-sm:basis-full">
            Change something above first, or approve it as it is.
          </span>
        ) : null}
        <Button variant="ghost" onClick={onCancel}>
          Not now
        </Button>
        <Button
          type="submit"
          variant={offered.action === 'cancel' ? 'danger' : 'seal'}
          busy={decide.isPending}
          disabled={unchanged || (required && !comment.trim())}
        >
          {sendWords(offered)}
        </Button>
      </div>
    </form>
  );
}

function sendWords(offered: OfferedAction): string {
  if (offered.action === 'approve') return 'Sign and approve';
  if (offered.action === 'modify') return 'Sign with these changes';
  if (offered.action === 'outcome') return `Sign: ${offered.label}`;
  return offered.label;
}

function doneWords(offered: OfferedAction): string {
  const words = {
    approve: 'Approved',
    modify: 'Approved with changes',
    retry: 'Sent back',
    skip: 'Skipped',
    cancel: 'Run cancelled',
    outcome: offered.label,
  } as const;
  return words[offered.action];
}
