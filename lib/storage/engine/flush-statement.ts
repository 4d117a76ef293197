import { bornSection, bornValues } from './born.ts';
import { type Section, time, unnested } from './section.ts';
import { sections } from './sections.ts';

/** The run's own columns; `n` is the append's place in the flush. */
export const runSection = {
  name: 'run',
  columns: [
    ['id', 'text'],
    ['v0', 'int4'],
    ['v1', 'int4'],
    ['epoch', 'int4'],
    ['session_id', 'text'],
    ['commit_id', 'text'],
    ['status', 'text'],
    ['steps_total', 'int4'],
    ['steps_done', 'int4'],
    ['waiting_for', 'jsonb'],
    ['error', 'jsonb'],
    ['reason', 'text'],
    ['admitted_at', 'float8'],
    ['finished_at', 'float8'],
    ['release', 'bool'],
    ['ended', 'bool'],
  ],
  sql: (rows) => `select * from ${rows}`,
} as const satisfies Section;

/** Whether a session may still write; `session` is an SQL expression. One clause for every fenced write. */
export const sessionLives = (session: string) =>
  `exists (select 1 from worker_session living where living.id = ${session} and living.ended_at is null and living.expires_at > clock_timestamp())`;

const statements = new Map<string, { name: string; text: string }>();

/**
 * The statement that flushes appends with these sections (bit i: `sections[i]`), named, so that a connection parses
 * each once. Parameters: the run's columns with `n` first, then (of new runs) those of `bornSection`, then each
 * section's in turn.
 *
 *     i    what is asked       ok   what may be (then each section, joined to it)
 *
 * Answers a row an append: n, outcome (ok, done: this very commit went through before, busy, fenced), released, and
 * the database's clock in milliseconds.
 */
export function flushStatement(mask: number, what: 'change' | 'create'): { name: string; text: string } {
  const name = `${what === 'create' ? 'create' : 'flush'}_${mask.toString(36)}`;
  const known = statements.get(name);
  if (known) return known;
  let next = 1 + runSection.columns.length + 1 + (what === 'create' ? bornSection.columns.length + 1 : 0);
  const parts: string[] = [];
  for (const [index, section] of (sections as readonly Section[]).entries()) {
    if ((mask & (1 << index)) === 0) continue;
    parts.push(`,\n    ${section.name} as (${section.sql(unnested(section, next))})`);
    next += 1 + section.columns.length;
  }
  const { before, answer } = what === 'create' ? creation : change(mask);
  const text = `with i as materialized (select * from ${unnested(runSection, 1)}),\n    ${before}${parts.join('')}\n    ${answer}`;
  const statement = { name, text };
  statements.set(name, statement);
  return statement;
}

type Frame = { before: string; answer: string };
const now = 'extract(epoch from clock_timestamp()) * 1000';

/** New runs are there with their first events at once: they wait for admission, and nobody holds them. */
const creation: Frame = {
  before: `made as (
      insert into run (id, version, commit_id, status, steps_total, steps_done, waiting_for, error, reason,
        ${bornSection.columns.map(([name]) => name).join(', ')})
      select i.id, i.v1, i.commit_id, i.status, i.steps_total, i.steps_done, i.waiting_for, i.error, i.reason,
        ${bornValues.join(', ')}
      from i join ${unnested(bornSection, 1 + runSection.columns.length + 1)} on t.n = i.n
      returning id
    ),
    ok as materialized (select i.*, false as released from i join made on made.id = i.id)`,
  answer: `select ok.n, 'ok', ok.released, ${now} from ok`,
};

/**
 *     l    rows locked, in the order of their ids; locked by somebody else: absent
 *     u    the run's row changed
 */
function change(mask: number): Frame {
  const hasConsumed = (mask & (1 << sections.findIndex((section) => section.name === 'consumed'))) !== 0;
  return {
    before: `l as materialized (
      select r.id, r.version, r.epoch, r.session_id, r.commit_id from run r where r.id = any($2::text[])
      order by r.id for no key update skip locked
    ),
    ok as materialized (
      select i.*, i.ended or (i.release and not exists (
        select 1 from run_inbox b where b.run_id = i.id${hasConsumed ? ` and b.id <> all(${consumedIds(mask)})` : ''}
      )) as released
      from i join l on l.id = i.id
      where l.version = i.v0
        and (i.epoch is null or (l.epoch = i.epoch and l.session_id = i.session_id and ${sessionLives('l.session_id')}))
    ),
    u as (
      update run r set version = ok.v1, commit_id = ok.commit_id, status = ok.status, steps_total = ok.steps_total,
        steps_done = ok.steps_done, waiting_for = ok.waiting_for, error = ok.error, reason = ok.reason,
        admitted_at = coalesce(${time('admitted_at').replace('t.', 'ok.')}, r.admitted_at),
        finished_at = ${time('finished_at').replace('t.', 'ok.')},
        session_id = case when ok.released then null else r.session_id end,
        wanted = not ok.released
      from ok where r.id = ok.id
    )`,
    answer: `select i.n, case
        when ok.n is not null then 'ok'
        when l.commit_id = i.commit_id then 'done'
        when l.id is null and exists (select 1 from run r where r.id = i.id) then 'busy'
        else 'fenced' end,
      coalesce(ok.released, l.session_id is null), ${now}
    from i left join l on l.id = i.id left join ok on ok.n = i.n`,
  };
}

/** Parameter that holds the consumed inbox ids: the second column of its section. */
function consumedIds(mask: number): string {
  let next = 1 + runSection.columns.length + 1;
  for (const [index, section] of sections.entries()) {
    if ((mask & (1 << index)) === 0) continue;
    if (section.name === 'consumed') break;
    next += 1 + section.columns.length;
  }
  return `$${next + 1}::int8[]`;
}
