'use client';
import { ArrowLeft } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useViewer } from '#lib/client/viewer.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { Choice } from '../decide/choice.ts';
import { DecisionBar } from '../decide/decision-bar.tsx';
import { editOf } from '../decide/edit-of.ts';
import { useDraft } from '../decide/use-draft.ts';
import { doneWords } from '../decide/words.ts';
import { CaseActions } from './case-actions.tsx';
import { CaseContext } from './case-context.tsx';
import { CaseEdit } from './case-edit.tsx';
import { CaseHeader } from './case-header.tsx';
import { CaseNotices } from './case-notices.tsx';
import { CasePayload } from './case-payload.tsx';
import { CasePreview } from './case-preview.tsx';
import { CaseThread } from './case-thread.tsx';
import { whereChanged } from './changes.ts';
import { SealDrop } from './seal-drop.tsx';
import { Signatures } from './signatures.tsx';
import { useSeen } from './use-seen.ts';

/** One gate: what is asked, what it is about, who signs, what follows from each choice, and the decision itself. */
export function Case({
  approval,
  onDone,
  onBack,
}: {
  approval: ApprovalView;
  onDone: () => void;
  onBack: (() => void) | null;
}) {
  const me = useViewer().user.name;
  const { draft, change, clear, kept } = useDraft(approval.id, approval.title);
  const { digest, changes, lookAgain, ownChange } = useSeen(approval);
  const [broken, setBroken] = useState(false);
  const [pointed, setPointed] = useState<Choice | null>(null);
  const [dropped, setDropped] = useState<string | null>(null);
  const edit = useMemo(() => editOf(approval, draft.edited, broken), [approval, draft.edited, broken]);
  const editing = !approval.closed && draft.choice?.action === 'modify' && approval.mine.may;
  return (
    <div className="flex min-h-full flex-col">
      <div className="mx-auto flex w-full max-w-4xl flex-1 flex-col gap-6 px-4 pt-5 pb-8 sm:px-6">
        {onBack ? (
          <Button variant="ghost" size="sm" icon={<ArrowLeft />} onClick={onBack} className="-mb-3 -ml-2 self-start">
            All approvals
          </Button>
        ) : null}
        <CaseHeader approval={approval}>
          <CaseActions approval={approval} />
        </CaseHeader>
        <CaseNotices approval={approval} />
        {kept && !approval.closed ? (
          <Notice
            title="You began to decide this"
            action={
              <Button size="sm" onClick={clear}>
                Discard
              </Button>
            }
          >
            What you wrote or changed was kept, and is still there.
          </Notice>
        ) : null}
        {changes ? (
          <Notice
            tone="warning"
            title="This changed since you looked at it"
            action={
              <Button size="sm" onClick={lookAgain}>
                I have seen it
              </Button>
            }
          >
            Another is now {whereChanged(changes)}; it is marked below. What you sign is what you see now.
          </Notice>
        ) : null}
        <CasePayload approval={approval} changed={changes?.payload ?? []}>
          {editing ? (
            <CaseEdit approval={approval} edit={edit} onEdit={(edited) => change({ edited })} onBroken={setBroken} />
          ) : null}
        </CasePayload>
        <Signatures approval={approval} />
        {approval.closed ? null : <CasePreview approval={approval} choice={draft.choice ?? pointed} />}
        <CaseContext approval={approval} changes={changes} />
        <CaseThread approval={approval} />
      </div>
      {dropped === null ? null : <SealDrop name={me} words={dropped} />}
      {approval.closed ? null : (
        <DecisionBar
          approval={approval}
          digest={digest}
          draft={draft}
          edit={edit}
          hold={changes ? 'Look again first: what is marked changed since you looked.' : null}
          onDraft={change}
          onLook={setPointed}
          onDone={(offered, closed) => {
            clear();
            ownChange();
            setDropped(closed ? doneWords(offered) : 'Signed');
            setTimeout(() => setDropped(null), 1200);
            onDone();
          }}
        />
      )}
    </div>
  );
}
