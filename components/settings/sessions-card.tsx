'use client';
import { Monitor, Smartphone } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import type { SessionView } from '#lib/contracts/people.ts';
import { agentName } from './agent-name.ts';
import { ListState } from './list-state.tsx';
import { usePeopleWrite, useSessions } from './people.ts';

function SessionRow({ session }: { session: SessionView }) {
  const revoke = usePeopleWrite((id: string) => api.delete(`/sessions/${id}`));
  const name = agentName(session.agent);
  const Icon = /iOS|Android/.test(name) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon className="size-5 shrink-0 text-faint" aria-hidden="true" />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {session.current ? <Badge tone="good">this one</Badge> : null}
        </span>
        <span className="block text-muted text-xs">
          {session.address ? `${session.address} · ` : ''}seen <Time at={session.seenAt} /> · signed in{' '}
          <Time at={session.createdAt} />
        </span>
      </span>
      {session.current ? null : (
        <ConfirmDialog
          trigger={
            <Button size="sm" variant="danger-quiet">
              Sign out
            </Button>
          }
          title={`Sign out ${name}?`}
          consequence="It is signed out within seconds. What was typed there and not saved is lost."
          action="Sign it out"
          onConfirm={async () => {
            await revoke.mutateAsync(session.id);
            toast.done(`Signed out ${name}`);
          }}
        />
      )}
    </li>
  );
}

function SignOutElsewhere() {
  const revoke = usePeopleWrite(() => api.post<{ ended: number }>('/sessions/revoke-others'));
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Sign out everywhere else</Button>}
      title="Sign out everywhere else?"
      consequence="Every other browser is signed out within seconds. What was typed there and not saved is lost."
      action="Sign them out"
      onConfirm={async () => {
        const { ended } = await revoke.mutateAsync(undefined);
        toast.done(ended === 1 ? 'Signed out 1 other session' : `Signed out ${ended} other sessions`);
      }}
    />
  );
}

/** Where one is signed in, and the way to end that. */
export function SessionsCard() {
  const sessions = useSessions();
  return (
    <Card
      flush
      title="Signed in here"
      description="A session you do not know? Sign it out and change your password."
      actions={sessions.data && sessions.data.items.length > 1 ? <SignOutElsewhere /> : null}
    >
      <ListState query={sessions} what="sessions" empty="You are signed in nowhere.">
        {(items) => (
          <ul className="divide-y">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </ListState>
    </Card>
  );
}
