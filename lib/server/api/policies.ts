import { createPolicy } from '#lib/server/commands/policies/create-policy.ts';
import { deletePolicy } from '#lib/server/commands/policies/delete-policy.ts';
import { updatePolicy } from '#lib/server/commands/policies/update-policy.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { policyRoutes } from '#lib/server/http/routes/policies.ts';
import { listPolicies, readPolicy } from '#lib/server/queries/policies/policies.ts';

export const policyCalls: readonly Handler[] = [
  handle(policyRoutes.list, ({ caller }) => listPolicies(caller)),
  handle(policyRoutes.create, ({ caller, body }) => createPolicy(caller, body)),
  handle(policyRoutes.read, ({ caller, params }) => readPolicy(caller, params.id)),
  handle(policyRoutes.update, ({ caller, params, body }) => updatePolicy(caller, params.id, body)),
  handle(policyRoutes.remove, ({ caller, params }) => deletePolicy(caller, params.id)),
];
