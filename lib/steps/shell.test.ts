import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { person } from '#lib/storage/testing/held-run.ts';
import { Engine, phases } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());

const shell = (id: string, run: string, more: object = {}) => {
  const { env, cwd, ...step } = more as { env?: object; cwd?: string };
  return { id, kind: 'shell', with: { run, ...(env ? { env } : {}), ...(cwd ? { cwd } : {}) }, ...step };
};

/** Processes whose command line holds the text. */
function processesWith(text: string): string[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(text) && !line.includes('ps -A'));
}

test('hands values in through the environment, where none becomes part of the command', async () => {
  const state = await engine.run([
    { id: 'evil', kind: 'template', with: { template: '$(touch pwned); `x` " \' ; exit 1' } },
    shell('say', 'echo "$WHO"; echo "$ALL" >&2; ls', {
      needs: ['evil'],
      env: { WHO: '{{ steps.evil.output.text }}', ALL: '{{ steps.evil.output }}' },
    }),
  ]);
  const said = '$(touch pwned); `x` " \' ; exit 1';
  const output = (await engine.value(state.steps.get('say')?.output)) as { stdout: string; stderr: string };
  expect(output.stdout).toBe(`${said}\n`);
  expect(JSON.parse(output.stderr)).toEqual({ text: said });
});

test('runs bash as written, and a program with its arguments without a shell', async () => {
  const state = await engine.run([
    shell('bash', 'printf "%s-" a b; echo "$X"; echo "$COUNTERSIGN_STEP:$COUNTERSIGN_ATTEMPT" >&2', {
      env: { X: '{{ 1 | plus: 1 }}', Y: [1] },
    }),
    { id: 'args', kind: 'shell', with: { args: ['printf', '%s', '$HOME; `id`', 2] } },
  ]);
  expect(await engine.value(state.steps.get('bash')?.output)).toEqual({
    stdout: 'a-b-2\n',
    stderr: 'bash:1\n',
    exitCode: 0,
  });
  expect(await engine.value(state.steps.get('args')?.output)).toMatchObject({ stdout: '$HOME; `id`2' });
});

test('gives nothing of its own environment to a command', async () => {
  const state = await engine.run([shell('env', 'env | cut -d= -f1 | sort | tr "\\n" " "; pwd')]);
  const { stdout } = (await engine.value(state.steps.get('env')?.output)) as { stdout: string };
  expect(stdout).toContain('COUNTERSIGN_IDEMPOTENCY_KEY');
  expect(stdout).not.toMatch(/DATABASE|VITEST|NODE/);
});

test('says the exit code and the last lines of a command that fails', async () => {
  const state = await engine.run([
    shell('bad', 'echo going; echo "no such thing" >&2; exit 3'),
    { id: 'missing', kind: 'shell', with: { args: ['no-such-program-here'] } },
    shell('folder', 'true', { cwd: '/no/such/folder' }),
  ]);
  expect(state.steps.get('bad')?.error).toMatchObject({
    kind: 'exit',
    message: 'The command ended with exit code 3: no such thing',
  });
  expect(state.steps.get('missing')?.error).toMatchObject({
    kind: 'input',
    message: expect.stringContaining('no-such-program-here'),
  });
  expect(state.steps.get('folder')?.error).toMatchObject({ place: 'with.cwd' });
});

test('ends the whole tree of a command that takes too long, also what left its group', async () => {
  const runId = await engine.start([
    shell('slow', 'trap "" TERM; (setsid sleep 76543 &); sleep 76543', { timeout: '300ms' }),
  ]);
  const state = await engine.ended(runId);
  expect(state.steps.get('slow')?.error).toMatchObject({ kind: 'timeout' });
  expect(processesWith('sleep 76543')).toEqual([]);
});

test('stops a command when the run is cancelled', async () => {
  const runId = await engine.start([shell('long', 'sleep 65432'), shell('next', 'true', { needs: ['long'] })]);
  await engine.until(runId, (state) => state.steps.get('long')?.phase === 'running');
  await engine.command(runId, { type: 'cancel', actor: person('someone'), reason: 'not needed' });
  const state = await engine.ended(runId);
  expect(state).toMatchObject({ status: 'cancelled', reason: 'not needed' });
  expect(phases(state)).toEqual({ long: 'cancelled', next: 'cancelled' });
  expect(processesWith('sleep 65432')).toEqual([]);
  const { rowCount } = await engine.db.pool.query('select 1 from pool_task');
  expect(rowCount).toBe(0);
});

test('retries a command with the same idempotency key', async () => {
  const state = await engine.run([
    shell('flaky', 'echo "$COUNTERSIGN_IDEMPOTENCY_KEY" >> "$FILE"; test $(wc -l < "$FILE") -ge 2', {
      env: { FILE: `${engine.dataDir}/flaky` },
      retry: { max: 3, initial: '10ms', on: ['exit'] },
    }),
    shell('read', 'sort -u "$FILE" | wc -l', { needs: ['flaky'], env: { FILE: `${engine.dataDir}/flaky` } }),
  ]);
  expect(state.steps.get('flaky')).toMatchObject({ phase: 'succeeded', attempt: 2 });
  expect(await engine.value(state.steps.get('read')?.output)).toMatchObject({
    stdout: expect.stringMatching(/^\s*1\n$/),
  });
});

test('takes NUL, lone surrogates, deep JSON and floods for what they are: text', async () => {
  const state = await engine.run([
    shell('nul', `printf 'a\\0b \\xed\\xa0\\x80 c'`),
    shell('deep', `head -c 10000 /dev/zero | tr '\\0' '['`),
    { id: 'parse', kind: 'transform', needs: ['deep'], with: { expression: 'parseJson(steps.deep.output.stdout)' } },
    shell('flood', 'head -c 30000000 /dev/zero | tr "\\0" "x"'),
  ]);
  expect(phases(state)).toEqual({ nul: 'succeeded', deep: 'succeeded', parse: 'failed', flood: 'succeeded' });
  expect(await engine.value(state.steps.get('nul')?.output)).toMatchObject({
    stdout: expect.stringMatching(/^a�b �+ c$/),
  });
  const { stdout } = (await engine.value(state.steps.get('flood')?.output)) as { stdout: string };
  expect(stdout.length).toBeLessThan(1_100_000);
  expect(stdout).toContain('characters left out');
});

test('shows a line while the command still runs', async () => {
  const runId = await engine.start([shell('talk', 'echo first; sleep 3; echo second')]);
  const end = Date.now() + 2500;
  while ((await engine.log(runId)) === '' && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await engine.log(runId)).toBe('first\n');
  expect((await engine.state(runId)).status).toBe('running');
  await engine.command(runId, { type: 'cancel', actor: person('someone'), reason: 'seen' });
  await engine.ended(runId);
});

test('runs more tasks than it has slots, one after another', async () => {
  const state = await engine.run(Array.from({ length: 12 }, (_, index) => shell(`s${index}`, 'sleep 0.05')));
  expect(state.status).toBe('succeeded');
});

test('runs the tasks of a pool on the workers that serve it, wherever the run is driven', async () => {
  const other = await engine.worker({ pools: ['special'] });
  const state = await engine.run([
    shell('here', 'true'),
    shell('there', 'echo there', { pool: 'special', needs: ['here'] }),
  ]);
  expect(phases(state)).toEqual({ here: 'succeeded', there: 'succeeded' });
  await other.close();
});
