import { Seal, SealMark } from '#components/ui/seal.tsx';
import { useViewer } from '#lib/client/viewer.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { Course } from './course.tsx';
import { placesOf } from './places.ts';
import { policyOf } from './shown-policy.ts';

/** Where the signatures go: those given as seals, those missing as empty places; who could give them, and what comes by itself. */
export function Signatures({ approval }: { approval: ApprovalView }) {
  const places = placesOf(approval);
  const voided = approval.votes.filter((vote) => vote.void);
  return (
    <section aria-label="Signatures" className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3">
        {places.map((place, at) =>
          place.vote ? (
            <span key={`${place.vote.actor.id}${place.vote.at}`} className="flex min-w-0 flex-col">
              <Seal
                name={place.vote.actor.name}
                action={place.vote.outcome ?? place.vote.action}
                at={place.vote.at}
                selfSigned={place.vote.selfSigned}
                fresh={Date.now() - Date.parse(place.vote.at) < 3000}
              />
              <VoteNotes vote={place.vote} />
            </span>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: empty places are their numbers
            <span key={at} className="inline-flex min-w-0 items-center gap-2 text-muted">
              <SealMark />
              <span className="min-w-0 break-words">{place.whose ?? 'still to sign'}</span>
            </span>
          ),
        )}
        {approval.closed ? null : (
          <span className="ml-auto text-muted text-sm tabular-nums">{approval.quorum.text}</span>
        )}
      </div>
      {voided.length > 0 ? (
        <p className="border-line border-t px-4 py-2 text-muted text-xs">
          {voided.map(({ actor }) => actor.name).join(', ')} signed what stood here before it was changed;{' '}
          {voided.length === 1 ? 'that counts' : 'those count'} no longer.
        </p>
      ) : null}
      {approval.closed ? null : <Waiting approval={approval} />}
    </section>
  );
}

function VoteNotes({ vote }: { vote: ApprovalView['votes'][number] }) {
  const notes = [
    vote.onBehalfOf ? `for ${vote.onBehalfOf.name}` : '',
    vote.steppedUp ? 'proved again who they are' : '',
  ].filter(Boolean);
  return notes.length > 0 ? <span className="pl-9 text-faint text-xs">{notes.join(' · ')}</span> : null;
}

/** Whom it waits for, who of them could sign, and what happens without a decision. */
function Waiting({ approval }: { approval: ApprovalView }) {
  const me = useViewer().member.id;
  const { asked, couldSign, assigned } = approval;
  const byLevels = typeof policyOf(approval).quorum === 'object';
  const names = couldSign.map(({ id, name }) => (id === me ? 'you' : name));
  return (
    <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 border-line border-t px-4 py-3 text-sm">
      <dt className="text-faint">Asks</dt>
      <dd className="min-w-0 break-words">
        {asked.length > 0 ? asked.join(', ') : 'everyone who may decide'}
        {assigned ? <span className="text-muted">, chosen by {assigned.by.name}</span> : null}
      </dd>
      <dt className="text-faint">Could sign</dt>
      <dd className={names.length === 0 ? 'font-medium text-danger' : 'min-w-0 break-words'}>
        {names.length > 0
          ? names.join(', ')
          : `nobody now: ${byLevels ? 'somebody has to join its groups' : 'somebody has to be asked instead'}`}
      </dd>
      <Course approval={approval} />
    </dl>
  );
}
