'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Combobox } from '#components/ui/combobox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useComment } from '#lib/client/approvals/use-approvals.ts';
import { useViewer } from '#lib/client/viewer.tsx';
import { useReviewers } from '#lib/client/workflows/use-reviewers.ts';
import type { ApprovalView } from '#lib/contracts/approval.ts';

/** A comment, a question to one person, or (with `answers`) the answer to a question. */
export function Saying({
  approval,
  answers,
  onDone,
  className,
}: {
  approval: ApprovalView;
  /** Id of the question. */
  answers?: string;
  onDone?: () => void;
  className?: string;
}) {
  const [text, setText] = useState('');
  const [asks, setAsks] = useState<string | null>(null);
  const comment = useComment(approval.id);
  const label = answers ? 'Your answer' : asks ? 'Your question' : 'Say something or ask';
  const send = () =>
    comment.mutate(
      { text: text.trim(), ...(asks && { asks }), ...(answers && { answers }) },
      {
        onSuccess: () => {
          setText('');
          setAsks(null);
          onDone?.();
        },
        onError: (error) => toast.failed(error, 'Comment'),
      },
    );
  return (
    <div className={cn('flex flex-col gap-2', className)}>
      <Field label={label} labelHidden>
        <Textarea
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim()) send();
          }}
          placeholder={answers ? 'Answer…' : 'Say something, or ask somebody what you need to know…'}
          rows={2}
          maxLength={10_000}
        />
      </Field>
      {text.trim() ? (
        <div className="flex flex-wrap items-center justify-end gap-2">
          {answers ? null : <Whom value={asks} starter={approval.startedBy.id} onChange={setAsks} />}
          <Button size="sm" busy={comment.isPending} onClick={send}>
            {answers ? 'Answer' : asks ? 'Ask' : 'Comment'}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Whom the question is for; whoever started the run, who mostly knows, stands first. */
function Whom({
  value,
  starter,
  onChange,
}: {
  value: string | null;
  starter: string | null;
  onChange: (id: string | null) => void;
}) {
  const me = useViewer().member.id;
  const { members } = useReviewers();
  const options = members
    .filter(({ id }) => id !== me)
    .toSorted((a, b) => Number(b.id === starter) - Number(a.id === starter))
    .map(({ id, name, email }) => ({ value: id, label: name, help: id === starter ? 'started the run' : email }));
  return (
    <Combobox
      aria-label="Ask somebody"
      options={options}
      value={value}
      onValueChange={onChange}
      placeholder="A question to… (nobody)"
      className="w-56 max-sm:flex-1"
    />
  );
}
