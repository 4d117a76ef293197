import type { Client } from 'pg';

/** pg-boss keeps its tables in a schema of its own and makes them itself, in the role that runs the jobs. */
export const jobSchema = 'pgboss';

/** The record: rows may be read and added. Triggers refuse the rest for every role; here the application has no such right either. */
const appendOnly = ['audit_entry'];

/**
 * Gives the application's role what it needs on all tables, within the owner's connection. `null` (one role does both)
 * leaves rights alone and only makes the schema for jobs.
 */
export async function grantApplicationRole(owner: Client, role: string | null): Promise<void> {
  const statements = [`CREATE SCHEMA IF NOT EXISTS ${jobSchema}`];
  if (role !== null) {
    const name = owner.escapeIdentifier(role);
    statements.push(
      `GRANT USAGE, CREATE ON SCHEMA ${jobSchema} TO ${name}`,
      `GRANT USAGE ON SCHEMA public TO ${name}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`,
      `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name}`,
      `REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${name}`,
      ...appendOnly.map((table) => `REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON ${table} FROM ${name}`),
    );
  }
  await owner.query(`BEGIN; ${statements.join('; ')}; COMMIT`);
}
