import type { Actor } from '#lib/domain/access/actor.ts';
import type { Role } from '#lib/domain/access/permissions.ts';
import type { Once } from '#lib/server/http/once.ts';

/** Who is known behind a session or a key, and in which workspace; read from the database, at most 2 s old. */
export interface Identity {
  via: 'session' | 'key';
  user: { id: string; name: string; email: string; timeZone: string };
  member: {
    id: string;
    role: Role;
    /** Names. */
    groups: readonly string[];
    groupIds: readonly string[];
    /** Wants letters about gates. */
    gateMail: boolean;
  };
  workspace: { id: string; name: string; slug: string; selfApproval: 'never' | 'marked' };
  sessionId: string | null;
  keyId: string | null;
  /** Of the key; null for a person in a browser, whom only the role limits. */
  scopes: readonly string[] | null;
}

/** An identity with the call it makes: what every command and query is given first. */
export interface Caller extends Identity {
  actor: Actor;
  address: string | null;
  requestId: string;
  /** The call's Idempotency-Key, when it carries one. */
  once: Once | null;
}

/** As the record and the events name them: the person, and the key they came through. */
export function actorOf({ via, user, member, keyId }: Identity): Actor {
  return {
    kind: via === 'key' ? 'key' : 'member',
    id: member.id,
    name: user.name,
    email: user.email,
    ...(keyId === null ? {} : { keyId }),
  };
}
