import { labelsOf } from '#lib/domain/label.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { Row, Section } from './section.ts';

/** What a run is and stays, written with its first events. */
export const bornSection = {
  name: 'born',
  columns: [
    ['workspace_id', 'text'],
    ['workflow_id', 'text'],
    ['workflow_name', 'text'],
    ['number', 'int4'],
    ['version_number', 'int4'],
    ['draft', 'bool'],
    ['format', 'int4'],
    ['priority', 'int4'],
    ['started_by_id', 'text'],
    ['started_by', 'jsonb'],
    ['parent_run_id', 'text'],
    ['parent_step', 'text'],
    ['rerun_of', 'text'],
    ['concurrency_key', 'text'],
    ['concurrency_limit', 'int4'],
    ['labels', 'text'],
  ],
  sql: (rows) => `select * from ${rows}`,
} as const satisfies Section;

/** How each column is read from `t`: an array of arrays would come apart, so labels travel as the text of theirs. */
export const bornValues = bornSection.columns.map(([name]) => (name === 'labels' ? 't.labels::text[]' : `t.${name}`));

type Started = Extract<RunEvent, { type: 'run.started' }>['data'];

/** Its cells, in the order of the columns. */
export function bornCells(first: Started, { workspaceId, draft }: { workspaceId: string; draft: boolean }): Row {
  const {
    workflowId,
    workflowName,
    number,
    version,
    format,
    spec,
    actor,
    parent,
    reuse,
    concurrencyKey,
    labels = [],
  } = first;
  return [
    workspaceId,
    workflowId,
    workflowName,
    number,
    version,
    draft,
    format,
    spec.priority,
    actor.id,
    JSON.stringify(actor),
    parent?.runId ?? null,
    parent?.step ?? null,
    reuse?.runId ?? null,
    concurrencyKey ?? null,
    concurrencyKey === undefined ? null : (spec.concurrency?.limit ?? 1),
    arrayText(labelsOf(spec.labels, labels)),
  ];
}

/** Labels hold nothing that would have to be escaped. */
const arrayText = (labels: readonly string[]): string => `{${labels.map((label) => `"${label}"`).join(',')}}`;
