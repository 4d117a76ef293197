'use client';
import { useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useComment } from '#lib/client/approvals/use-approvals.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';

/** What was said about it, beside the decision itself. */
export function CaseThread({ approval }: { approval: ApprovalView }) {
  const mayComment = useMay('gate.comment');
  const [text, setText] = useState('');
  const comment = useComment(approval.id);
  const send = () =>
    comment.mutate(text.trim(), { onSuccess: () => setText(''), onError: (error) => toast.failed(error, 'Comment') });
  const said = approval.votes.filter((vote) => vote.comment);
  const mayWrite = mayComment && !approval.closed;
  if (!mayWrite && approval.comments.length + said.length === 0) return null;
  return (
    <section aria-label="Comments">
      <h3 className="mb-2 font-medium text-muted text-xs">Comments</h3>
      <ul className="flex flex-col gap-3">
        {said.map((vote) => (
          <Said key={`vote ${vote.at}`} by={vote.actor.name} at={vote.at} text={vote.comment ?? ''} />
        ))}
        {approval.comments.map((one) => (
          <Said key={one.id} by={one.by.name} at={one.at} text={one.text} />
        ))}
      </ul>
      {mayWrite ? (
        <div className="mt-3 flex flex-col items-end gap-2">
          <Field label="Say something or ask" labelHidden className="w-full">
            <Textarea
              value={text}
              onChange={(event) => setText(event.target.value)}
              placeholder="Say something, or ask whoever started it…"
              rows={2}
              maxLength={10_000}
            />
          </Field>
          {text.trim() ? (
            <Button size="sm" busy={comment.isPending} onClick={send}>
              Comment
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function Said({ by, at, text }: { by: string; at: string; text: string }) {
  return (
    <li className="flex gap-2.5">
      <Avatar name={by} size="sm" />
      <div className="min-w-0">
        <p className="text-sm">
          <span className="font-medium">{by}</span> <Time at={at} className="text-faint text-xs" />
        </p>
        <p className="whitespace-pre-wrap break-words text-sm">{text}</p>
      </div>
    </li>
  );
}
