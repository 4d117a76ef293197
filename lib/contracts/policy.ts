import { z } from 'zod';
import { policyDemandSchema } from '#lib/domain/gate/spec.ts';
import { plainName } from '#lib/domain/plain-name.ts';

const name = z
  .string()
  .trim()
  .regex(/^[\w .-]{1,64}$/, 'letters, digits, space, dot, dash and underscore, at most 64 characters');
const description = z.string().overwrite(plainName).trim().max(500);

/** A demand's parts contradict each other only where a gate closes without a decision; all else only asks for more. */
const demand = policyDemandSchema.superRefine(({ actions, form }, { addIssue }) => {
  if (actions && !actions.some((action) => action === 'approve' || action === 'modify' || action === 'skip'))
    addIssue({ code: 'custom', path: ['actions'], message: 'leaves no way to let a run go on; allow approve' });
  if (form && (form.type !== 'object' || typeof form.properties !== 'object' || form.properties === null))
    addIssue({ code: 'custom', path: ['form'], message: 'must be a JSON Schema of an object with properties' });
});

/** What a workspace demands of gates, out of the reach of those who draw them. */
export const policyResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    /** It holds at every gate, named or not. */
    everywhere: z.boolean(),
    demand: policyDemandSchema,
    revision: z.number(),
    updatedAt: z.string(),
    updatedBy: z.string(),
    /** Workflows whose latest version or draft names it. */
    usedBy: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
    /** Why gates under it could not be passed by those who are there now. */
    findings: z.array(
      z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string(), fix: z.string() }),
    ),
  })
  .meta({ id: 'Policy' });
export type PolicyView = z.infer<typeof policyResponse>;

export const createPolicyRequest = z.strictObject({
  name,
  description: description.optional(),
  everywhere: z.boolean().optional(),
  demand,
});

/** `revision`: what was looked at; another one by now is 409. */
export const updatePolicyRequest = z.strictObject({
  revision: z.number().int().min(1),
  name: name.optional(),
  description: description.optional(),
  everywhere: z.boolean().optional(),
  demand: demand.optional(),
});
