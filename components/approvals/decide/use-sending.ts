'use client';
import { useState } from 'react';
import { type ErrorsByPath, errorsByPath } from '#components/ui/schema-form/schema.ts';
import { toast } from '#components/ui/toast.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useDecide } from '#lib/client/approvals/use-approvals.ts';
import type { ApprovalView, DecisionRequest } from '#lib/contracts/approval.ts';
import { closedSentence } from '../inbox/closed-words.ts';
import type { OfferedAction } from './choice.ts';
import { proofError as proofErrorOf } from './proof-error.ts';
import { delaySeconds, useSendDelay } from './send-delay.ts';
import { useDelayed } from './use-delayed.ts';
import { doneWords } from './words.ts';

/** Sends a decision, at once or after the pause that this browser keeps, and tells what was refused and where. */
export function useSending(
  approval: ApprovalView,
  offered: OfferedAction,
  { onSent, onRefused }: { onSent: (closed: boolean) => void; onRefused: (errors: ErrorsByPath) => void },
) {
  const decide = useDecide(approval.id);
  const [delayed] = useSendDelay();
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const [proofError, setProofError] = useState<string>();
  const pause = useDelayed(() =>
    toast.info('The decision was not sent', { description: `You left before the pause was over: ${approval.title}` }),
  );

  const sendNow = (decision: DecisionRequest) =>
    // A promise, not the mutation's own callbacks: those are dropped when the news of the closed gate, which may be here
    // before the answer is, takes the form away.
    decide.mutateAsync(decision).then(
      ({ closed }) => {
        toast.done(
          closed
            ? `${doneWords(offered)}: ${approval.title}`
            : `Your signature is on it; others still have to sign: ${approval.title}`,
        );
        onSent(closed);
      },
      (error: unknown) => {
        const told = ApiError.from(error);
        if (told.code === 'gate_closed')
          return toast.info('It was closed before you decided', { description: closedIn(told) });
        const unproven = proofErrorOf(told);
        if (unproven) return setProofError(unproven);
        setRefusal(told);
        onRefused(errorsByPath(told.issues, 'form'));
      },
    );

  const send = (decision: DecisionRequest) => {
    setRefusal(null);
    setProofError(undefined);
    if (delayed) pause.begin(delaySeconds, () => void sendNow(decision));
    else void sendNow(decision);
  };
  return { send, pause, refusal, proofError, busy: decide.isPending };
}

function closedIn({ body, detail, title }: ApiError): string {
  const { gate } = (body ?? {}) as { gate?: ApprovalView };
  return gate?.closed ? closedSentence(gate.closed) : (detail ?? title);
}
