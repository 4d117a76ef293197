import { z } from 'zod';
import { widgets } from '#lib/domain/workflow/kind-description.ts';
import { layoutSchema } from '#lib/domain/workflow/spec.ts';
import { differenceResponse } from './difference.ts';
import { flag, listQuery, textFilter } from './list.ts';

export const findingResponse = z
  .object({
    rule: z.string(),
    category: z.enum(['syntax', 'logic', 'performance', 'security', 'practice', 'gate']),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    fix: z.string(),
    step: z.string().optional(),
    path: z.array(z.union([z.string(), z.number()])).optional(),
    line: z.number().optional(),
    column: z.number().optional(),
  })
  .meta({ id: 'Finding' });
export type FindingView = z.infer<typeof findingResponse>;

/** The body of POST /workflows: JSON with `spec`, or YAML text with `application/yaml`. The spec is checked by the findings, not here. */
export const createWorkflowRequest = z.strictObject({
  spec: z.unknown().optional(),
  yaml: z.string().optional(),
  layout: layoutSchema.optional(),
});
export const createWorkflowQuery = z.object({
  /** Keeps the draft only, also when it could be published. */
  draft: flag.default(false),
});
export const workflowListQuery = listQuery.extend({
  text: textFilter.optional(),
  /** Only archived ones; without it only those that are not. */
  archived: flag.default(false),
});
/** A copy's name; "… copy" when left out. */
export const duplicateRequest = z.strictObject({ name: z.string().trim().min(1).max(100).optional() });
export const createdWorkflow = z
  .object({ id: z.string(), slug: z.string(), version: z.number().nullable(), findings: z.array(findingResponse) })
  .meta({ id: 'CreatedWorkflow' });

export const workflowSummary = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    version: z.number().nullable(),
    draftAhead: z.boolean(),
    archived: z.boolean(),
    steps: z.number(),
    gates: z.number(),
    updatedAt: z.string(),
    updatedBy: z.string(),
    lastRun: z.object({ id: z.string(), number: z.number(), status: z.string(), at: z.string() }).nullable(),
  })
  .meta({ id: 'WorkflowSummary' });
export type WorkflowSummary = z.infer<typeof workflowSummary>;

export const workflowResponse = workflowSummary
  .extend({
    draft: z.unknown(),
    layout: layoutSchema,
    revision: z.number(),
    yaml: z.string(),
    findings: z.array(findingResponse),
    /** Typed inputs of the latest version (or of the draft when there is none). */
    inputs: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Workflow' });
export type WorkflowView = z.infer<typeof workflowResponse>;

export const saveDraftRequest = z.strictObject({
  spec: z.unknown().optional(),
  yaml: z.string().optional(),
  layout: layoutSchema.optional(),
  /** The revision the edit began from; another one → 409 stale_draft. */
  revision: z.number().int(),
});
export const savedDraft = z.object({
  revision: z.number(),
  updatedAt: z.string(),
  findings: z.array(findingResponse),
  yaml: z.string(),
  spec: z.unknown(),
});
export const publishRequest = z.strictObject({
  note: z.string().max(2000).optional(),
  revision: z.number().int().optional(),
});
export const publishedVersion = z.object({
  version: z.number(),
  specHash: z.string(),
  findings: z.array(findingResponse),
});
export const versionSummary = z
  .object({
    number: z.number(),
    specHash: z.string(),
    note: z.string(),
    createdBy: z.string(),
    authors: z.array(z.string()),
    createdAt: z.string(),
  })
  .meta({ id: 'Version' });
export const versionResponse = versionSummary.extend({ spec: z.unknown(), layout: layoutSchema, yaml: z.string() });
export const versionDiff = z.object({
  from: z.number(),
  to: z.number(),
  changes: z.array(differenceResponse),
  before: z.string(),
  after: z.string(),
});

/** `workflow`: id or slug of the one whose runs say how long its steps take. */
export const validateRequest = z.strictObject({
  spec: z.unknown().optional(),
  yaml: z.string().optional(),
  workflow: z.string().max(200).optional(),
});
/** How a workflow would unfold; times in ms, from what its steps took before. */
export const planResponse = z
  .object({
    levels: z.array(z.array(z.string())),
    criticalPath: z.array(z.string()),
    width: z.number(),
    parallelism: z.number(),
    durations: z.record(z.string(), z.number()),
    expectedMs: z.number().nullable(),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.infer<typeof planResponse>;

export const validation = z.object({
  ok: z.boolean(),
  findings: z.array(findingResponse),
  spec: z.unknown().nullable(),
  plan: planResponse.nullable(),
});

/** GET /step-kinds: what the palette and the panels are made from. */
export const stepKindResponse = z
  .object({
    kind: z.string(),
    label: z.string(),
    group: z.enum(['Run', 'Data', 'Logic', 'People', 'Connect']),
    description: z.string(),
    icon: z.string(),
    where: z.enum(['driver', 'pool']),
    /** JSON Schema of `with`. */
    schema: z.unknown(),
    /** Editor hints by parameter name. */
    hints: z.record(
      z.string(),
      z.object({
        widget: z.enum(widgets).optional(),
        placeholder: z.string().optional(),
        help: z.string().optional(),
        /** What may be read there beside all that a step sees, with what each name stands for. */
        names: z.record(z.string(), z.string()).optional(),
      }),
    ),
    /** Places in `with` that are taken as they are, that are CEL, and where secrets may stand: `cases.*.when`. */
    literal: z.array(z.string()),
    expressions: z.array(z.string()),
    secrets: z.array(z.string()),
    /** Parameters whose first present one is the node's one line. */
    summary: z.array(z.string()),
    example: z.unknown(),
  })
  .meta({ id: 'StepKind' });
export type StepKindView = z.infer<typeof stepKindResponse>;

export const templateResponse = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    steps: z.number(),
    gates: z.number(),
    yaml: z.string(),
  })
  .meta({ id: 'Template' });
export type TemplateView = z.infer<typeof templateResponse>;
export const useTemplateRequest = z.strictObject({ name: z.string().trim().min(1).max(100).optional() });
