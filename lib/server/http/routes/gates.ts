import { blockedGate, foreseeRequest, warned } from '#lib/contracts/gate-warning.ts';
import { listOf } from '#lib/contracts/list.ts';
import { route } from '../route.ts';

const tag = 'Approvals';

export const gateRoutes = {
  blocked: route({
    method: 'GET',
    path: '/api/v1/gates/blocked',
    access: 'gate.read',
    tag,
    summary: 'Open gates that nobody who is there may let pass',
    answer: listOf(blockedGate),
  }),
  foresee: route({
    method: 'POST',
    path: '/api/v1/gates/foresee',
    access: 'group.manage',
    tag,
    summary: 'Which gates could not be passed any more after a change of people or groups; changes nothing',
    body: foreseeRequest,
    answer: warned,
    idempotent: false,
  }),
} as const;
