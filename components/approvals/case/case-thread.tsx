'use client';
import { CircleQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Time } from '#components/ui/time.tsx';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { Saying } from './saying.tsx';

type Comment = ApprovalView['comments'][number];

/** What was said about it beside the decision itself: comments, questions to somebody, and their answers below them. */
export function CaseThread({ approval }: { approval: ApprovalView }) {
  const mayWrite = useMay('gate.comment') && !approval.closed;
  const said = approval.votes.filter((vote) => vote.comment);
  const { comments } = approval;
  if (!mayWrite && comments.length + said.length === 0) return null;
  const known = new Set(comments.map(({ id }) => id));
  const isAnswer = ({ answers }: Comment) => answers !== null && known.has(answers);
  return (
    <section aria-label="Comments">
      <h3 className="mb-2 font-medium text-muted text-xs">Comments and questions</h3>
      <ul className="flex flex-col gap-3">
        {said.map((vote) => (
          <li key={`vote ${vote.actor.id}${vote.at}`}>
            <Said by={vote.actor.name} at={vote.at} text={vote.comment ?? ''} badge="with the decision" />
          </li>
        ))}
        {comments
          .filter((comment) => !isAnswer(comment))
          .map((comment) => (
            <li key={comment.id}>
              <Talk
                approval={approval}
                comment={comment}
                answers={comments.filter(({ answers }) => answers === comment.id)}
                mayWrite={mayWrite}
              />
            </li>
          ))}
      </ul>
      {mayWrite ? <Saying approval={approval} className="mt-3" /> : null}
    </section>
  );
}

function Talk({
  approval,
  comment,
  answers,
  mayWrite,
}: {
  approval: ApprovalView;
  comment: Comment;
  answers: readonly Comment[];
  mayWrite: boolean;
}) {
  const me = useViewer().member.id;
  const asksMe = comment.asks?.id === me && !comment.answered;
  const [answering, setAnswering] = useState(asksMe);
  const { asks } = comment;
  return (
    <>
      <Said
        by={comment.by.name}
        at={comment.at}
        text={comment.text}
        question={asks ? `asks ${asks.id === me ? 'you' : asks.name}` : undefined}
        badge={asks && !comment.answered ? 'not answered yet' : undefined}
      />
      {answers.length > 0 || (asks && mayWrite) ? (
        <div className="mt-2 ml-3 flex flex-col gap-2 border-line border-l-2 pl-5">
          {answers.map((answer) => (
            <Said key={answer.id} by={answer.by.name} at={answer.at} text={answer.text} />
          ))}
          {mayWrite && asks ? (
            answering ? (
              <Saying approval={approval} answers={comment.id} onDone={() => setAnswering(false)} />
            ) : (
              <Button size="xs" variant="ghost" className="self-start" onClick={() => setAnswering(true)}>
                Answer
              </Button>
            )
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function Said({
  by,
  at,
  text,
  question,
  badge,
}: {
  by: string;
  at: string;
  text: string;
  question?: string;
  badge?: string;
}) {
  return (
    <div className="flex gap-2.5">
      <Avatar name={by} size="sm" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-1.5 text-sm">
          <bdi className="font-medium">{by}</bdi>
          {question ? (
            <span className="inline-flex items-center gap-1 text-seal-text">
              <CircleQuestionMark className="size-3.5" aria-hidden="true" />
              {question}
            </span>
          ) : null}
          <Time at={at} className="text-faint text-xs" />
          {badge ? <Badge tone={question ? 'seal' : 'neutral'}>{badge}</Badge> : null}
        </p>
        <p className="whitespace-pre-wrap break-words text-sm">{text}</p>
      </div>
    </div>
  );
}
