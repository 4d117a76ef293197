import { z } from 'zod';
import { type Role, roleNames } from '#lib/domain/access/permissions.ts';

/** A gate that could be passed before a change and cannot after it: of a published workflow, or one that is open. */
export const gateWarning = z
  .object({
    workflow: z.object({ id: z.string(), name: z.string() }),
    /** The step's name. */
    step: z.string(),
    /** Of a gate that is open now. */
    gate: z.object({ id: z.string(), runId: z.string(), runNumber: z.number() }).nullable(),
    message: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'GateWarning' });
export type GateWarning = z.infer<typeof gateWarning>;

export const warned = z.object({ warnings: z.array(gateWarning) });

const ids = z.array(z.string().max(100)).max(5000);

/** A change of who can sign, as it would be. Groups by id; `groups` of a member by name or id. */
export const foreseeRequest = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.literal('group'),
    id: z.string().max(100),
    name: z.string().max(64).optional(),
    members: ids.optional(),
  }),
  z.strictObject({ change: z.literal('noGroup'), id: z.string().max(100) }),
  z.strictObject({ change: z.literal('role'), id: z.string().max(100), role: z.enum(roleNames as [Role, ...Role[]]) }),
  z.strictObject({ change: z.literal('noMember'), id: z.string().max(100) }),
  z.strictObject({ change: z.literal('selfApproval'), to: z.enum(['never', 'marked']) }),
]);
export type ForeseenChange = z.infer<typeof foreseeRequest>;

/** An open gate that nobody who is there may let pass. */
export const blockedGate = z
  .object({
    id: z.string(),
    title: z.string(),
    runId: z.string(),
    runNumber: z.number(),
    workflowName: z.string(),
    stepName: z.string(),
    openedAt: z.string(),
    message: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'BlockedGate' });
export type BlockedGate = z.infer<typeof blockedGate>;
