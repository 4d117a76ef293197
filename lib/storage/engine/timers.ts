import type { Queryable } from './queryable.ts';

/**
 * Due timers become inbox rows of their runs, in one commit; answers the runs. A timer that its holder has dealt with
 * meanwhile yields no events.
 */
export async function fireTimers(connection: Queryable, { max }: { max: number }): Promise<string[]> {
  const { rows } = await connection.query<{ run_id: string }>({
    name: 'fire_timers',
    text: `with due as (
        select run_id, key from run_timer where due_at <= now() order by due_at limit $1 for update skip locked
      ),
      gone as (
        delete from run_timer t using due where t.run_id = due.run_id and t.key = due.key
        returning t.run_id, t.key, t.due_at, t.command
      ),
      posted as (
        insert into run_inbox (run_id, origin_id, command)
        select run_id, 'timer:' || key || ':' || extract(epoch from due_at), command from gone order by 1, 2
        on conflict do nothing
      )
      select distinct run_id from gone`,
    values: [max],
  });
  return rows.map((row) => row.run_id);
}
