import { deepestChild } from '#lib/domain/run/child.ts';
import type { StartCommand } from '#lib/domain/run/command.ts';
import { concurrencyKey } from '#lib/domain/run/concurrency.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import { isRef, type Value } from '#lib/domain/run/value.ts';
import { specHash } from '#lib/domain/workflow/canonical.ts';
import { inputFindings, sensitiveInputs } from '#lib/domain/workflow/findings/inputs.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { normalize } from '#lib/domain/workflow/normal.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import type { ChildRequest } from '#lib/engine/ports.ts';
import { pack } from '#lib/engine/values.ts';
import type { Tx } from '../tx.ts';

export type RunChildRow = {
  id: string;
  parentRunId: string;
  workspaceId: string;
  stepId: string;
  attempt: number;
  request: ChildRequest;
};

/** A child run whose workflow and input were checked: what is left is its number. */
export type ChildOrder = {
  workspaceId: string;
  command: Omit<StartCommand, 'number'>;
  /** Large values the input refers to: SHA-256 (hex) of the text → the JSON text. */
  payloads: ReadonlyMap<string, string>;
};

type Checked<T> = { ok: true; order: T } | { ok: false; error: StepError };

/** Checks what a step asked for as a person's start is checked. The workflow is held as it is until the end of `tx`. */
export async function orderOf(tx: Tx, row: RunChildRow, defaultTimeoutMs: number | null): Promise<Checked<ChildOrder>> {
  const { workflow: name, depth, actor } = row.request;
  if (depth > deepestChild)
    return refused('too_deep', 'workflow', `The run would be more than ${deepestChild} levels below the first one.`, {
      fix: 'See whether workflows start each other in a circle.',
    });
  const found = await findVersion(tx, row);
  if (!found.ok) return found;
  const { workflowId, version, workflow, authors } = found.order;
  const spec = normalize(workflow);
  const given = await inputOf(tx, row);
  const sensitive = sensitiveInputs(spec.inputs).find(
    (input) => given[input] !== undefined || spec.inputs[input]?.required !== false,
  );
  if (sensitive !== undefined)
    return refused('sensitive_input', `input.${sensitive}`, `The input ${sensitive} of ${name} is sensitive.`, {
      fix: 'A step cannot give sensitive inputs. Let that workflow read a secret of the workspace instead.',
    });
  const checked = inputFindings(spec.inputs, given);
  if (!checked.value) {
    const [first] = checked.findings;
    return refused('invalid_input', first?.path?.join('.') ?? 'input', first?.message ?? 'The input is wrong.', {
      fix: first?.fix,
      details: { problems: checked.findings.slice(0, 20).map(({ message }) => message) },
    });
  }
  const key = concurrencyKey(spec, { input: checked.value, version, actor });
  if (!key.ok) return refused('concurrency_key', 'workflow', key.error.message, { fix: key.error.fix });
  const payloads = new Map<string, string>();
  const command = {
    type: 'start',
    runId: row.id,
    workflowId,
    workflowName: spec.name,
    version,
    specHash: specHash(workflow),
    spec,
    input: pack(checked.value, payloads),
    actor,
    authors,
    timeoutMs: spec.timeoutMs ?? defaultTimeoutMs,
    ...(key.key !== undefined && { concurrencyKey: key.key }),
    parent: { runId: row.parentRunId, step: row.stepId, attempt: row.attempt, depth },
  } as const;
  return { ok: true, order: { workspaceId: row.workspaceId, command, payloads } };
}

type Version = { workflowId: string; version: number; workflow: Workflow; authors: string[] };

async function findVersion(tx: Tx, { workspaceId, request }: RunChildRow): Promise<Checked<Version>> {
  const name = request.workflow;
  const { rows } = await tx.query<{ id: string; latest: number; archived: boolean }>({
    name: 'child_workflow',
    text: `select id, latest, archived_at is not null as archived from workflow
      where workspace_id = $1 and (id = $2 or slug = $2) and deleted_at is null
      order by id = $2 desc limit 1 for share`,
    values: [workspaceId, name],
  });
  const row = rows[0];
  if (!row)
    return refused('not_found', 'workflow', `There is no workflow ${JSON.stringify(name)} in this workspace.`, {
      fix: 'Name it by its slug, as in its address, or by its id.',
    });
  if (row.archived)
    return refused('archived', 'workflow', `The workflow ${name} is archived.`, { fix: 'Take it out.' });
  if (row.latest === 0)
    return refused('not_published', 'workflow', `The workflow ${name} has no version yet.`, { fix: 'Publish it.' });
  const version = request.version ?? row.latest;
  const versions = await tx.query<{ spec: Workflow; authors: string[] }>({
    name: 'child_version',
    text: 'select spec, authors from workflow_version where workflow_id = $1 and number = $2',
    values: [row.id, version],
  });
  if (!versions.rows[0])
    return refused('not_found', 'version', `The workflow ${name} has no version ${version}.`, {
      fix: `Its latest is ${row.latest}.`,
    });
  const { spec: workflow, authors } = versions.rows[0];
  return { ok: true, order: { workflowId: row.id, version, workflow, authors } };
}

async function inputOf(tx: Tx, { workspaceId, request }: RunChildRow): Promise<JsonObject> {
  const value: Value = request.input;
  if (!isRef(value)) return (value.v ?? {}) as JsonObject;
  const { rows } = await tx.query<{ text: string }>({
    name: 'child_input',
    text: 'select text from payload where workspace_id = $1 and hash = $2',
    values: [workspaceId, value.ref],
  });
  if (!rows[0]) throw new Error(`the input ${value.ref} of a child run is missing`);
  return JSON.parse(rows[0].text) as JsonObject;
}

const refused = (
  code: string,
  place: string,
  message: string,
  { fix, details = {} }: { fix?: string; details?: Record<string, string[]> },
): { ok: false; error: StepError } => ({
  ok: false,
  error: { kind: 'input', message, place: `with.${place}`, ...(fix && { fix }), details: { code, ...details } },
});
