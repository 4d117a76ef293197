import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunState } from '#lib/domain/run/state.ts';
import { Engine } from '../../../test/engine/harness.ts';
import { findLimiter } from './limits.ts';

const mebi = 1024 * 1024;
let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker({ limits: { memoryBytes: 256 * mebi, cpuMs: 1000, fileBytes: mebi } });
});
afterAll(() => engine.close());

const shell = (id: string, run: string) => ({ id, kind: 'shell', with: { run } });
const errorOf = (state: RunState, id: string) => state.steps.get(id)?.error;

// Without it a worker that has limits does not start, which the last test shows anywhere.
test.skipIf(findLimiter(process.env.PATH ?? '') === null)(
  'stops what goes past a limit, and names the limit and the fix',
  async () => {
    const state = await engine.run([
      shell('cpu', 'while :; do :; done'),
      shell('below', '(while :; do :; done); exit $?'),
      shell('stubborn', 'trap "" XCPU; while :; do :; done'),
      shell('disk', 'head -c 2000000 /dev/zero > big; rc=$?; wc -c < big; ls; exit $rc'),
      shell('memory', 'x=$(head -c 400000000 /dev/zero | tr "\\0" x); echo "$x" | wc -c'),
      shell('modest', 'head -c 1000000 /dev/zero > small; ls; ulimit -c'),
    ]);
    for (const id of ['cpu', 'below'])
      expect(errorOf(state, id)).toMatchObject({
        kind: 'exit',
        message: 'The command used more than 1 s of processor time, the limit on this worker, and was stopped.',
        fix: expect.stringContaining('STEP_CPU_LIMIT'),
      });
    expect(errorOf(state, 'stubborn')).toMatchObject({ kind: 'exit', details: { signal: 'SIGKILL' } });
    expect(errorOf(state, 'disk')).toMatchObject({
      message: 'The command wrote a file of more than 1048576 bytes, the limit on this worker, and was stopped.',
      fix: expect.stringContaining('STEP_DISK_LIMIT'),
    });
    expect(errorOf(state, 'memory')).toMatchObject({
      kind: 'exit',
      message: expect.stringMatching(/cannot allocate/i),
      fix: expect.stringContaining('STEP_MEMORY_LIMIT'),
    });
    expect(await engine.value(state.steps.get('modest')?.output)).toMatchObject({ stdout: 'small\n0\n' });
  },
);

test.skipIf(findLimiter(process.env.PATH ?? '') === null)(
  'under limits too, says which program is missing, and takes no limiter from the step itself',
  async () => {
    mkdirSync(join(engine.dataDir, 'bin'));
    writeFileSync(join(engine.dataDir, 'bin', 'prlimit'), '#!/bin/sh\necho free\n', { mode: 0o755 });
    const state = await engine.run([
      { id: 'missing', kind: 'shell', with: { args: ['no-such-program-here'] } },
      {
        id: 'sly',
        kind: 'shell',
        with: { run: 'ulimit -f', env: { PATH: `${engine.dataDir}/bin:${process.env.PATH}` } },
      },
    ]);
    expect(errorOf(state, 'missing')).toMatchObject({
      kind: 'input',
      message: expect.stringContaining('no-such-prog'),
    });
    expect(await engine.value(state.steps.get('sly')?.output)).toMatchObject({ stdout: '1024\n' });
  },
);

test('does not start with a limit that nothing there can keep', async () => {
  const empty = join(engine.dataDir, 'no-programs');
  mkdirSync(empty);
  const child: ChildProcess = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../server/worker.ts', import.meta.url))],
    {
      env: {
        NODE_ENV: 'test',
        PATH: empty,
        DATABASE_URL: engine.db.url,
        COUNTERSIGN_DATA_DIR: empty,
        STEP_CPU_LIMIT: '5s',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const [said, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  expect(said).toBe(
    'There is no prlimit (util-linux) on this worker, so STEP_MEMORY_LIMIT, STEP_CPU_LIMIT and STEP_DISK_LIMIT cannot be kept: install it, or unset them.\n',
  );
  expect(code).toBe(2);
});
