import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openApi, type TestApi } from '../../test/api.ts';
import { keepHouse } from './housekeeping.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

test('answers kept for repeats go after a day, sessions long after their end, counted attempts once they expired, and nothing else', async () => {
  const { pool } = api.db;
  const [here, gone] = [await api.person('viewer'), await api.person('viewer')];
  await pool.query(`UPDATE user_session SET revoked_at = now() - interval '91 days' WHERE id = $1`, [gone.sessionId]);
  await pool.query(
    `INSERT INTO idempotency_key (workspace_id, member_id, key, request_hash, created_at)
     VALUES ('w', 'm', 'old', '', now() - interval '25 hours'), ('w', 'm', 'new', '', now())`,
  );
  await pool.query('INSERT INTO throttle (key, points, expire) VALUES ($1, 1, $3), ($2, 1, $4)', [
    'account:old',
    'account:new',
    Date.now() - 1000,
    Date.now() + 60_000,
  ]);
  const stop = keepHouse({ retentionDays: null, dataDir: '' });
  await vi.waitFor(async () => {
    const keys = await pool.query('SELECT key FROM idempotency_key');
    expect(keys.rows).toEqual([{ key: 'new' }]);
    const sessions = await pool.query('SELECT id FROM user_session');
    expect(sessions.rows).toEqual([{ id: here.sessionId }]);
    const attempts = await pool.query('SELECT key FROM throttle');
    expect(attempts.rows).toEqual([{ key: 'account:new' }]);
  });
  stop();
});
