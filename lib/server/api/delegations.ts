import { createDelegation } from '#lib/server/commands/delegations/create-delegation.ts';
import { endDelegation } from '#lib/server/commands/delegations/end-delegation.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { delegationRoutes } from '#lib/server/http/routes/delegations.ts';
import { listDelegations } from '#lib/server/queries/delegations/delegations.ts';

export const delegationCalls: readonly Handler[] = [
  handle(delegationRoutes.list, ({ caller, query }) => listDelegations(caller, query)),
  handle(delegationRoutes.create, ({ caller, body }) => createDelegation(caller, body)),
  handle(delegationRoutes.end, ({ caller, params }) => endDelegation(caller, params.id)),
];
