import type { Me } from '#lib/contracts/people.ts';
import { permissionNames } from '#lib/domain/access/permissions.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { may } from '#lib/server/authorize.ts';

/** Who somebody is here, and what they may do through the door they came in by. */
export function meOf(caller: Identity): Me {
  const { user, member, workspace } = caller;
  return {
    user,
    member: { id: member.id, role: member.role, groups: [...member.groups], gateMail: member.gateMail },
    workspace,
    permissions: permissionNames.filter((permission) => may(caller, permission)),
  };
}
