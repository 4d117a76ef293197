'use client';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { useViewer } from '#lib/client/viewer.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import { isTyping } from '../is-typing.ts';
import { type Choice, choiceOf, hasDecided, keyOf, type OfferedAction, sameChoice } from './choice.ts';
import { DecisionForm } from './decision-form.tsx';
import type { Edit } from './edit-of.ts';
import type { Draft } from './use-draft.ts';

/** The choices, always in sight, with their keys; the one chosen opens above them to be confirmed. Nothing is sent before that. */
export function DecisionBar({
  approval,
  digest,
  draft,
  edit,
  hold,
  onDraft,
  onLook,
  onDone,
}: {
  approval: ApprovalView;
  /** Of what the person has seen: what they sign. */
  digest: string;
  draft: Draft;
  edit: Edit;
  /** Why nothing can be sent now, in words. */
  hold: string | null;
  onDraft: (change: Partial<Draft>) => void;
  /** A choice is pointed at or focused: what would follow can be shown. */
  onLook: (choice: Choice | null) => void;
  onDone: (offered: OfferedAction, closed: boolean) => void;
}) {
  const [pointed, setPointed] = useState<OfferedAction | null>(null);
  const { actions, mine, votes } = approval;
  const { choice } = draft;
  const member = useViewer().member.id;
  // Stopping is also for reviewers whom four eyes exclude from letting it pass.
  const allowed = useCallback(
    (offered: OfferedAction) =>
      (gateActions[offered.action].letsThrough ? mine.may : mine.mayStop) && !hasDecided(votes, member, offered),
    [mine.may, mine.mayStop, votes, member],
  );
  const choose = useCallback((next: Choice | null) => onDraft({ choice: next }), [onDraft]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && choice) return choose(null);
      if (isTyping(event)) return;
      const offered = actions.find((one) => keyOf(one, actions) === event.key);
      if (!offered || !allowed(offered)) return;
      event.preventDefault();
      choose(choiceOf(offered));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [actions, allowed, choice, choose]);

  const look = (offered: OfferedAction | null) => {
    setPointed(offered);
    onLook(offered && choiceOf(offered));
  };
  const current = actions.find((one) => choice && sameChoice(choice, choiceOf(one)) && allowed(one));
  return (
    <div
      className={cn(
        'sticky bottom-0 z-20 border-line border-t bg-surface',
        // On a phone the form would cover what is being edited.
        current?.action === 'modify' && 'max-md:static',
      )}
    >
      <div className="mx-auto w-full max-w-4xl px-4 py-3 sm:px-6">
        {current ? (
          <DecisionForm
            key={`${current.action}${current.outcome ?? ''}`}
            approval={approval}
            digest={digest}
            offered={current}
            edit={edit}
            draft={draft}
            hold={hold}
            onDraft={onDraft}
            onCancel={() => choose(null)}
            onDone={(closed) => onDone(current, closed)}
          />
        ) : null}
        <fieldset className="flex flex-wrap items-center gap-2" aria-label="Decide">
          {actions.map((offered) => {
            const key = keyOf(offered, actions);
            const chosen = current === offered;
            return (
              <Button
                key={`${offered.action}${offered.outcome ?? ''}`}
                variant={variantOf(offered, chosen, current !== undefined)}
                disabled={!allowed(offered)}
                aria-pressed={chosen}
                aria-keyshortcuts={key ?? undefined}
                title={offered.consequence}
                onClick={() => choose(chosen ? null : choiceOf(offered))}
                onPointerEnter={() => look(offered)}
                onPointerLeave={() => look(null)}
                onFocus={() => look(offered)}
                onBlur={() => look(null)}
              >
                {offered.label}
                {key ? <Kbd keys={key} /> : null}
              </Button>
            );
          })}
          <span className="min-w-0 flex-1 truncate text-muted text-xs max-sm:hidden">
            {pointed && !current ? pointed.consequence : null}
          </span>
        </fieldset>
      </div>
    </div>
  );
}

function variantOf(offered: OfferedAction, chosen: boolean, anyChosen: boolean) {
  if (chosen) return offered.action === 'cancel' ? 'danger' : 'seal';
  if (offered.action === 'approve' && !anyChosen) return 'seal';
  return offered.action === 'cancel' ? 'danger-quiet' : 'secondary';
}
