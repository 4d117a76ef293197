import pg from 'pg';
import { reach, reachSoon } from './agent.ts';
import { throughWire } from './through-wire.ts';

// The web process as it is shipped, with points around each commit and before the bell that follows it.
throughWire(process.env.FAULTS_WEB_WIRE);

type Query = (...given: unknown[]) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };
const query = prototype.query;

prototype.query = function mined(this: pg.Client, ...given: unknown[]): unknown {
  const text = textOf(given[0]);
  if (/insert into pgboss\.j/i.test(text)) reach('web.bell.before');
  if (text !== 'commit') return query.apply(this, given);
  reach('web.commit.before');
  const answer = query.apply(this, given) as Promise<unknown>;
  reachSoon('web.commit.sent');
  return answer.then((value) => {
    reach('web.commit.answered');
    return value;
  });
};

function textOf(asked: unknown): string {
  if (typeof asked === 'string') return asked;
  return typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : '';
}

await import('#lib/server/main.ts');
