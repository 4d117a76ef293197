import { type Permission, permissions, roleMay, roles, scopesAllow } from '#lib/domain/access/permissions.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { refuse } from '#lib/server/refusal.ts';

/** What is acted on, as far as access goes. */
export interface Resource {
  workspaceId: string;
}

/**
 * The one door of access: every route, page action, socket topic and command asks here. Refuses with `not_found` for a
 * resource of another workspace (exactly as if it did not exist) and with `forbidden` for what role or key lack.
 */
export function authorize(caller: Identity, permission: Permission, resource?: Resource): void {
  if (resource && resource.workspaceId !== caller.workspace.id) throw refuse('not_found');
  if (!roleMay(caller.member.role, permission)) {
    const allowed = permissions[permission].roles.map((role) => roles[role].label.toLowerCase());
    throw refuse('forbidden', {
      detail: `“${permissions[permission].label}” needs the role ${allowed.join(' or ')}; yours is ${caller.member.role}.`,
    });
  }
  if (caller.scopes && !scopesAllow(caller.scopes, permission))
    throw refuse('forbidden', {
      detail: `This API key may not: ${permissions[permission].label.toLowerCase()}.`,
      fix: 'Use a key with a wider scope.',
    });
}

/** Whether `authorize` would let it pass. */
export function may(caller: Identity, permission: Permission): boolean {
  return roleMay(caller.member.role, permission) && (!caller.scopes || scopesAllow(caller.scopes, permission));
}
