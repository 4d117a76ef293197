import type { GateWarning } from '#lib/contracts/gate-warning.ts';
import { drawnShortfall } from '#lib/domain/gate/lint.ts';
import { shortfallOf } from '#lib/domain/gate/shortfall.ts';
import { shortfallWords } from '#lib/domain/gate/shortfall-words.ts';
import type { Workforce } from '#lib/domain/gate/workforce.ts';
import { gatesOf } from '#lib/domain/workflow/findings/check.ts';
import { gatePolicy, nestedSteps } from '#lib/domain/workflow/normal.ts';
import type { StepSpec, Workflow } from '#lib/domain/workflow/spec.ts';
import type { Tx } from '#lib/server/change.ts';
import { type GateLineRow, lineColumns, lineOfRow } from '../approvals/gate-line.ts';

/** Warnings in one answer; open gates that are looked at. */
const most = 100;
const mostOpen = 5000;

type Compared = {
  workspaceId: string;
  before: Workforce;
  after: Workforce;
  /** Groups that the change is about: only gates that name one of them are looked at. Null: all of them. */
  groups: readonly string[] | null;
};

/**
 * Gates that could be passed before a change of people, groups or rules and cannot after it: of the latest versions of
 * workflows, and those that are open. SQL finds the candidates by what they name; the lint of gates judges them.
 */
export async function newlyBlocked(tx: Tx, { workspaceId, before, after, groups }: Compared): Promise<GateWarning[]> {
  const names = groups && namesToLookFor(groups, after);
  const drawn = await drawnGates(tx, workspaceId, names);
  const inWorkflows = drawn.flatMap(({ id, name, authors, spec }) =>
    everyStep(spec).flatMap((step) => {
      const specs = gatesOf(step);
      const policies = (specs.length === 0 && step.kind === 'gate' ? [{}] : specs).map((gate) =>
        gatePolicy(gate, step),
      );
      return policies.flatMap((policy): GateWarning[] => {
        const short = drawnShortfall({ policy, authors }, after);
        if (!short || drawnShortfall({ policy, authors }, before)) return [];
        return [{ workflow: { id, name }, step: step.name ?? step.id, gate: null, ...shortfallWords(short) }];
      });
    }),
  );
  const open = await openGates(tx, workspaceId, names);
  const inRuns = open.flatMap((row): GateWarning[] => {
    const line = lineOfRow(row);
    const short = shortfallOf(line.book, after);
    if (!short || shortfallOf(line.book, before)) return [];
    const { id, runId, runNumber, workflowId, workflowName, stepName } = line;
    const workflow = { id: workflowId, name: workflowName };
    return [{ workflow, step: stepName, gate: { id, runId, runNumber }, ...shortfallWords(short) }];
  });
  return [...inWorkflows, ...inRuns].slice(0, most);
}

/** The groups, and the policies whose demand names one; null when such a policy holds at every gate. */
function namesToLookFor(groups: readonly string[], { policies }: Workforce): string[] | null {
  const naming = policies.filter(({ demand }) => groups.some((group) => inJson(demand).includes(inJson(group))));
  return naming.some(({ everywhere }) => everywhere) ? null : [...groups, ...naming.map(({ name }) => name)];
}

const inJson = (value: unknown) => JSON.stringify(value);

/** A text of JSON holds one of `names` as a value; all do when there are none. */
const holds = (column: string) =>
  `($2::text[] IS NULL OR EXISTS (SELECT 1 FROM unnest($2::text[]) AS name WHERE strpos(${column}, name) > 0))`;

type DrawnRow = { id: string; name: string; authors: string[]; spec: Workflow };

async function drawnGates(tx: Tx, workspaceId: string, names: string[] | null): Promise<DrawnRow[]> {
  const { rows } = await tx.query<DrawnRow>(
    `SELECT w.id, w.name, v.authors, v.spec FROM workflow w
       JOIN workflow_version v ON v.workflow_id = w.id AND v.number = w.latest
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL AND w.archived_at IS NULL
        AND strpos(v.spec::text, '"gate"') > 0 AND ${holds('v.spec::text')}
      ORDER BY w.name, w.id`,
    [workspaceId, names?.map(inJson) ?? null],
  );
  return rows;
}

async function openGates(tx: Tx, workspaceId: string, names: string[] | null): Promise<GateLineRow[]> {
  const { rows } = await tx.query<GateLineRow>(
    `SELECT ${lineColumns} FROM gate g WHERE g.workspace_id = $1 AND g.status = 'open'
       AND (${holds('g.policy::text')} OR ${holds('g.book::text')})
     ORDER BY g.opened_at, g.id LIMIT ${mostOpen}`,
    [workspaceId, names?.map(inJson) ?? null],
  );
  return rows;
}

const everyStep = ({ steps, handlers = [] }: Workflow): StepSpec[] =>
  [...steps, ...handlers].flatMap((step) => [step, ...nestedSteps(step)]);
