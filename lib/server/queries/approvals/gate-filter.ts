import type { z } from 'zod';
import type { approvalListQuery } from '#lib/contracts/approval.ts';
import { may } from '#lib/server/authorize.ts';
import { containing } from '../like.ts';
import type { Judged } from './approval-summary.ts';

/** Puts a value beside the statement and answers its place: `$3`. */
export type Bind = (value: unknown) => string;
type Filter = Omit<z.output<typeof approvalListQuery>, 'limit' | 'cursor' | 'sort'>;

/** Which gates (as `g`) a list asks for; $1 is the workspace. */
export function gateFilter(query: Filter, judged: Judged, bind: Bind): string[] {
  const where = ['g.workspace_id = $1'];
  const { caller } = judged;
  if (query.status !== 'any') where.push(`g.status = ${bind(query.status)}`);
  if (query.runId !== undefined) where.push(`g.run_id = ${bind(query.runId)}`);
  if (query.workflow !== undefined) {
    const idOrSlug = bind(query.workflow);
    where.push(
      `g.workflow_id IN (SELECT id FROM workflow WHERE workspace_id = $1 AND (id = ${idOrSlug} OR slug = ${idOrSlug}))`,
    );
  }
  if (query.placement !== undefined) where.push(`g.placement = ${bind(query.placement)}`);
  if (query.starter !== undefined) where.push(`g.started_by ->> 'id' = ${bind(query.starter)}`);
  if (query.due === 'late') where.push(`(g.due_at < now() OR jsonb_array_length(g.book -> 'escalatedTo') > 0)`);
  if (query.due === 'today') where.push(`g.due_at BETWEEN now() AND now() + interval '1 day'`);
  if (query.q)
    where.push(
      `concat_ws(E'\\n', g.title, g.step_name, g.workflow_name, g.started_by ->> 'name') ILIKE ${bind(containing(query.q))}`,
    );
  if (query.groups) where.push(asksGroups(judged, bind));
  const voted = () =>
    `EXISTS (SELECT 1 FROM gate_vote v WHERE v.gate_id = g.id AND v.member_id = ${bind(caller.member.id)})`;
  if (query.decided) where.push(voted());
  if (query.mine) where.push(`CASE WHEN g.status = 'closed' THEN ${voted()} ELSE ${waitsFor(judged, bind)} END`);
  return where;
}

/** Asks one of the caller's groups by name. */
export const asksGroups = ({ facts }: Judged, bind: Bind) => `g.asks ?| ${bind(written(facts.groups))}::text[]`;

/**
 * Whether an open gate waits for the caller: `mayDecide` and not signed, as SQL sees it. What it says has to be what
 * that says: a list drops what differs, a count would be wrong.
 */
export function waitsFor({ caller, facts }: Judged, bind: Bind): string {
  if (!may(caller, 'gate.decide')) return 'false';
  const me = bind(caller.member.id);
  const own = isAsked(facts, bind);
  const never = facts.selfApproval === 'never' ? 'true' : `g.policy ->> 'selfApproval' = 'never'`;
  const excluded = `g.excluded_ids ? ${me}`;
  const rights = [`${own} AND NOT (${excluded} AND ${never})`];
  for (const giver of facts.delegators) {
    const id = bind(giver.id);
    const able = `NOT g.excluded_ids ? ${id} AND NOT g.signed_ids ? ${id} AND NOT ${isKeptOut(giver, bind)}`;
    rights.push(`NOT ${own} AND NOT ${excluded} AND ${isAsked(giver, bind)} AND ${able}`);
  }
  return `(NOT g.signed_ids ? ${me} AND NOT ${isKeptOut(facts, bind)} AND (${rights.map((one) => `(${one})`).join(' OR ')}))`;
}

type Named = { groups: string[]; email: string };

/** `asks` holds the level that signs now; of those whom a gate names beside its levels one has to be both. */
function isAsked(voter: Named, bind: Bind): string {
  const names = `${bind(namesOf(voter))}::text[]`;
  const among = (list: string) => hits(list, names);
  return `(g.asks IS NULL OR g.asks ?| ${names} AND (jsonb_typeof(g.policy -> 'quorum') IS DISTINCT FROM 'object'
    OR jsonb_typeof(g.book -> 'asked') IS DISTINCT FROM 'array' OR ${among(`g.book -> 'asked'`)} OR ${among(`g.book -> 'escalatedTo'`)}))`;
}

const isKeptOut = (voter: Named, bind: Bind) =>
  `(coalesce(g.policy -> 'exclude', '[]') <> '[]' AND ${hits(`g.policy -> 'exclude'`, `${bind(namesOf(voter))}::text[]`)})`;

const hits = (list: string, names: string) =>
  `EXISTS (SELECT 1 FROM jsonb_array_elements_text(${list}) n WHERE CASE WHEN n LIKE '%@%' THEN lower(n) ELSE n END = ANY(${names}))`;

const namesOf = ({ groups, email }: Named) => written([...groups, email]);
/** As a gate's row keeps whom it asks: addresses in small letters, groups as they are called. */
const written = (names: readonly string[]) => names.map((name) => (name.includes('@') ? name.toLowerCase() : name));
