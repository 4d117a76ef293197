import type { z } from 'zod';
import type { createMemberRequest, MemberView } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { hashPassword, requireGoodPassword } from '#lib/server/auth/password.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change, type Tx } from '#lib/server/change.ts';
import { readMember } from '#lib/server/queries/people/members.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { requireRank } from './grant.ts';
import { insertUser, joinWorkspace } from './join-workspace.ts';
import { resolveGroups } from './member-groups.ts';

/** Adds a person without an invitation: an existing account joins as it is, a new one is given name and password. */
export async function createMember(caller: Caller, given: z.output<typeof createMemberRequest>): Promise<MemberView> {
  authorize(caller, 'member.manage');
  requireRank(caller, given.role);
  const passwordHash = given.password === undefined ? null : await hashPassword(given.password);
  return change(
    caller,
    async (tx) => {
      const userId = (await existing(tx, given)) ?? (await insertNew(tx, given, passwordHash));
      const groups = await resolveGroups(tx, caller.workspace.id, given.groups ?? []);
      const id = await joinWorkspace(tx, {
        workspaceId: caller.workspace.id,
        userId,
        role: given.role,
        groupIds: groups.map((group) => group.id),
      });
      const member = await readMember(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'member.added',
        resource: { type: 'member', id, name: member.name },
        after: { email: member.email, role: member.role, groups: member.groups },
      });
      return member;
    },
    ['people'],
  );
}

async function existing(tx: Tx, given: z.output<typeof createMemberRequest>): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM app_user WHERE email = $1', [given.email]);
  const id = rows[0]?.id ?? null;
  if (id !== null && given.password !== undefined)
    throw refuse('conflict', {
      detail: 'This person has an account already; its password is theirs alone.',
      fix: 'Leave the password out.',
    });
  return id;
}

function insertNew(
  tx: Tx,
  { email, name, password }: z.output<typeof createMemberRequest>,
  passwordHash: string | null,
): Promise<string> {
  if (name === undefined || passwordHash === null)
    throw refuse('invalid_request', {
      detail: 'Somebody new needs a name and a password.',
      fix: 'Send both, or make an invitation: then they choose their own.',
      errors: [
        ...(name === undefined ? [{ path: 'name', message: 'is missing' }] : []),
        ...(passwordHash === null ? [{ path: 'password', message: 'is missing' }] : []),
      ],
    });
  requireGoodPassword(password, email);
  return insertUser(tx, { email, name, passwordHash });
}
