import { z } from 'zod';
import { parseAllowedHost } from '#lib/domain/access/allowed-host.ts';
import {
  type KeyScope,
  keyScopeNames,
  type Permission,
  permissionNames,
  type Role,
  roleNames,
} from '#lib/domain/access/permissions.ts';
import { plainName } from '#lib/domain/plain-name.ts';

const role = z.enum(roleNames as [Role, ...Role[]]);
const email = z
  .email()
  .max(254)
  .transform((value) => value.trim().toLowerCase());
const password = z.string().min(10).max(200);
const timeZone = z.string().max(60);
const name = z.string().overwrite(plainName).trim().min(1).max(100);

export const setupRequest = z.strictObject({
  token: z.string().min(1).max(200),
  name,
  email,
  password,
  workspace: name,
  /** Of their browser. */ timeZone: timeZone.optional(),
});
export const setupState = z.object({ needed: z.boolean() });
export const setupDone = z.object({ email: z.string(), workspace: z.object({ slug: z.string(), name: z.string() }) });

export const meResponse = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string(), timeZone: z.string() }),
    /** `gateMail`: wants letters about gates of this workspace that ask them by name. */
    member: z.object({ id: z.string(), role, groups: z.array(z.string()), gateMail: z.boolean() }),
    workspace: z.object({
      id: z.string(),
      name: z.string(),
      slug: z.string(),
      selfApproval: z.enum(['never', 'marked']),
    }),
    permissions: z.array(z.enum(permissionNames as [Permission, ...Permission[]])),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof meResponse>;

export const updateMeRequest = z.strictObject({
  name: name.optional(),
  timeZone: timeZone.optional(),
  gateMail: z.boolean().optional(),
  currentPassword: z.string().max(200).optional(),
  newPassword: password.optional(),
});

export const memberResponse = z
  .object({
    id: z.string(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    groups: z.array(z.string()),
    joinedAt: z.string(),
    /** Only for those who may take it away. */ secondFactor: z.boolean().optional(),
  })
  .meta({ id: 'Member' });
export type MemberView = z.infer<typeof memberResponse>;
export const createMemberRequest = z.strictObject({
  email,
  name: name.optional(),
  role,
  password: password.optional(),
  groups: z.array(z.string()).optional(),
});
export const updateMemberRequest = z.strictObject({ role: role.optional(), groups: z.array(z.string()).optional() });

export const groupResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    members: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
  })
  .meta({ id: 'Group' });
export type GroupView = z.infer<typeof groupResponse>;
export const createGroupRequest = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[\w .-]+$/, 'letters, digits, space, dot, dash and underscore'),
  description: z.string().max(500).optional(),
  members: z.array(z.string()).optional(),
});
export const updateGroupRequest = createGroupRequest.partial();

export const invitationResponse = z
  .object({
    id: z.string(),
    email: z.string(),
    role,
    groups: z.array(z.string()),
    invitedBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    status: z.enum(['open', 'accepted', 'expired', 'revoked']),
    /** Only in the answer that made it. */ link: z.string().optional(),
    /** Only in the answer that made it, where this server sends mail: whether the link was mailed too. */
    mailed: z.boolean().optional(),
  })
  .meta({ id: 'Invitation' });
export type InvitationView = z.infer<typeof invitationResponse>;
export const createInvitationRequest = z.strictObject({ email, role, groups: z.array(z.string()).optional() });
/** GET /invitations/{token}: what the invited person is shown. */
export const invitationOffer = z.object({
  email: z.string(),
  role,
  workspace: z.string(),
  invitedBy: z.string(),
  accountExists: z.boolean(),
});
/**
 * A new account gives name and password; an existing one its password, and the code of its second factor where that is
 * on, unless its person is signed in already.
 */
export const acceptInvitationRequest = z.strictObject({
  name: name.optional(),
  password: z.string().max(200).optional(),
  code: z.string().max(64).optional(),
  /** Of a new account's browser. */ timeZone: timeZone.optional(),
});
export const acceptedInvitation = z.object({
  email: z.string(),
  workspace: z.object({ slug: z.string(), name: z.string() }),
});

export const keyResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    memberId: z.string(),
    member: z.string(),
    createdAt: z.string(),
    lastUsedAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    /** Only in the answer that made it. */ key: z.string().optional(),
  })
  .meta({ id: 'ApiKey' });
export type KeyView = z.infer<typeof keyResponse>;
export const createKeyRequest = z.strictObject({
  name,
  scopes: z.array(z.enum(keyScopeNames as [KeyScope, ...KeyScope[]])).min(1),
  memberId: z.string().optional(),
  expiresAt: z.iso.datetime().optional(),
});

export const sessionResponse = z
  .object({
    id: z.string(),
    current: z.boolean(),
    createdAt: z.string(),
    seenAt: z.string(),
    address: z.string().nullable(),
    agent: z.string().nullable(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionResponse>;
export const revokedSessions = z.object({ ended: z.number() });

export const workspaceResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    selfApproval: z.enum(['never', 'marked']),
    /** Hosts, `host:port`, addresses and networks of the inner network that steps may reach. */
    allowedHosts: z.array(z.string()),
    createdAt: z.string(),
    members: z.number(),
    /** People whose role lets them decide gates: with two, `selfApproval: never` can hold. */
    reviewers: z.number(),
  })
  .meta({ id: 'Workspace' });
export type WorkspaceView = z.infer<typeof workspaceResponse>;

export const createWorkspaceRequest = z.strictObject({ name });
/** A workspace somebody is a member of. */
export const membershipResponse = z
  .object({ slug: z.string(), name: z.string(), role, /** The one that is looked at. */ current: z.boolean() })
  .meta({ id: 'Membership' });
export type MembershipView = z.infer<typeof membershipResponse>;

export const roleResponse = z
  .object({
    name: role,
    label: z.string(),
    description: z.string(),
    permissions: z.array(
      z.object({ name: z.enum(permissionNames as [Permission, ...Permission[]]), label: z.string() }),
    ),
  })
  .meta({ id: 'Role' });

const allowedHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(300)
  .refine(
    (text) => parseAllowedHost(text) !== null,
    'must be a host, host:port, an address or a network such as 10.0.0.0/8',
  );
export const mostAllowedHosts = 100;

export const updateWorkspaceRequest = z.strictObject({
  name: name.optional(),
  selfApproval: z.enum(['never', 'marked']).optional(),
  /** The whole list anew; needs `workspace.guard`. */
  allowedHosts: z
    .array(allowedHost)
    .max(mostAllowedHosts)
    .overwrite((hosts) => [...new Set(hosts)])
    .optional(),
});
