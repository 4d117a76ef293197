import type { ClientBase, Pool } from 'pg';

/** A pool, or one connection inside a transaction. */
export type Queryable = Pick<Pool | ClientBase, 'query'>;
