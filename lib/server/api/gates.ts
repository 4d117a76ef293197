import { type Handler, handle } from '#lib/server/http/handle.ts';
import { gateRoutes } from '#lib/server/http/routes/gates.ts';
import { blockedGates } from '#lib/server/queries/gates/blocked-gates.ts';
import { foresee } from '#lib/server/queries/gates/foresee.ts';

export const gateCalls: readonly Handler[] = [
  handle(gateRoutes.blocked, ({ caller }) => blockedGates(caller)),
  handle(gateRoutes.foresee, ({ caller, body }) => foresee(caller, body)),
];
