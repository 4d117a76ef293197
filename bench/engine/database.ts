import pg from 'pg';
import type { EmbeddedServer } from '../../lib/server/postgres/server.ts';

let made = 0;

/** An empty database of its own. Returns its name. */
export async function makeDatabase(server: EmbeddedServer): Promise<string> {
  made += 1;
  const name = `bench_${made}`;
  await withClient(server.ownerUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
  return name;
}

export async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
