import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { versionDiff, versionResponse, versionSummary } from '#lib/contracts/workflow.ts';
import { diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import { printWorkflow } from '#lib/domain/workflow/yaml.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { cursorParts, pageOf } from '../page.ts';
import { findWorkflow, layoutOf, memberNames } from './workflow-row.ts';

type Row = {
  number: number;
  spec: Workflow;
  layout: unknown;
  specHash: string;
  authors: string[];
  note: string;
  createdBy: string;
  createdAt: Date;
};

const summaryColumns = `number, spec_hash AS "specHash", authors, note, created_by AS "createdBy", created_at AS "createdAt"`;

/** The published versions of a workflow, newest first. */
export async function listVersions(
  caller: Identity,
  idOrSlug: string,
  query: { limit: number; cursor?: string },
): Promise<ListOf<z.infer<typeof versionSummary>>> {
  authorize(caller, 'workflow.read');
  const workflow = await findWorkflow(caller, idOrSlug);
  const cursor = cursorParts(query.cursor, 1);
  const { rows } = await database().pool.query<Omit<Row, 'spec' | 'layout'>>(
    `SELECT ${summaryColumns} FROM workflow_version WHERE workflow_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3`,
    [workflow.id, cursor ? Number(cursor[0]) || 0 : 2 ** 31 - 1, query.limit + 1],
  );
  const names = await namesIn(rows);
  return pageOf(
    rows,
    query.limit,
    (row) => [row.number],
    (row) => summary(row, names),
  );
}

/** One published version, as it will always be. */
export async function getVersion(
  caller: Identity,
  idOrSlug: string,
  number: number,
): Promise<z.infer<typeof versionResponse>> {
  authorize(caller, 'workflow.read');
  const row = await findVersion((await findWorkflow(caller, idOrSlug)).id, number);
  return {
    ...summary(row, await namesIn([row])),
    spec: row.spec,
    layout: layoutOf(row.layout),
    yaml: printWorkflow(row.spec),
  };
}

/** What changed from one version to another, field by field and as two texts. */
export async function diffVersions(
  caller: Identity,
  idOrSlug: string,
  { from, to }: { from: number; to: number },
): Promise<z.infer<typeof versionDiff>> {
  authorize(caller, 'workflow.read');
  const { id } = await findWorkflow(caller, idOrSlug);
  const [before, after] = await Promise.all([findVersion(id, from), findVersion(id, to)]);
  return {
    from,
    to,
    changes: diffJson(before.spec as unknown as Json, after.spec as unknown as Json),
    before: printWorkflow(before.spec),
    after: printWorkflow(after.spec),
  };
}

async function findVersion(workflowId: string, number: number): Promise<Row> {
  const { rows } = await database().pool.query<Row>(
    `SELECT ${summaryColumns}, spec, layout FROM workflow_version WHERE workflow_id = $1 AND number = $2`,
    [workflowId, number],
  );
  if (!rows[0]) throw refuse('not_found', `There is no version ${number}.`);
  return rows[0];
}

const namesIn = (rows: readonly Pick<Row, 'createdBy' | 'authors'>[]) =>
  memberNames(rows.flatMap((row) => [row.createdBy, ...row.authors]));

function summary(row: Omit<Row, 'spec' | 'layout'>, names: Map<string, string>): z.infer<typeof versionSummary> {
  const name = (id: string) => names.get(id) ?? 'Somebody';
  return {
    number: row.number,
    specHash: row.specHash,
    note: row.note,
    createdBy: name(row.createdBy),
    authors: row.authors.map(name),
    createdAt: row.createdAt.toISOString(),
  };
}
