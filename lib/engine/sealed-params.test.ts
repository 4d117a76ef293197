import { expect, test } from 'vitest';
import { z } from 'zod';
import { reference, type SealedName } from '#lib/domain/secret/reference.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { maskedArtifacts, maskedLogs, maskedResult } from './masked.ts';
import { createMask } from './masking.ts';
import { openParams } from './sealed-params.ts';
import type { StepKind, StepResult } from './step-kind.ts';
import type { SealedValues } from './step-ports.ts';

const kind = { kind: 'call', params: z.json(), secrets: ['headers.*', 'auth'] } as unknown as StepKind;
const token = reference('secrets.TOKEN');
const pin = reference('inputs.pin');

/** Values by name, and what was asked for. */
function vault(values: Partial<Record<SealedName, string>>): SealedValues & { asked: SealedName[] } {
  const asked: SealedName[] = [];
  return {
    asked,
    async open({ names }) {
      asked.push(...names);
      return new Map(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
    },
  };
}
const open = (params: Json, sealed: SealedValues, of: StepKind = kind) =>
  openParams({ kind: of, params, workspaceId: 'w', runId: 'r' }, sealed);

test('values are put in where the kind takes them, and nowhere else', async () => {
  const sealed = vault({ 'secrets.TOKEN': 'hunter2$&', 'inputs.pin': `4711${token}` });
  const params: Json = { headers: { a: `Bearer ${token}`, b: [pin] }, auth: { deep: token }, body: token, [token]: 1 };
  expect(await open(params, sealed)).toEqual({
    ok: true,
    params: {
      headers: { a: 'Bearer hunter2$&', b: [`4711${token}`] },
      auth: { deep: 'hunter2$&' },
      body: token,
      [token]: 1,
    },
    values: ['hunter2$&', `4711${token}`],
  });
  expect(sealed.asked).toEqual(['secrets.TOKEN', 'inputs.pin']);
});

test('nothing is opened for a kind that takes none', async () => {
  const sealed = vault({ 'secrets.TOKEN': 'hunter2' });
  const without = { ...kind, secrets: undefined } as unknown as StepKind;
  expect(await open({ auth: token }, sealed, without)).toEqual({ ok: true, params: { auth: token }, values: [] });
  expect(sealed.asked).toEqual([]);
});

test('what is missing is told with its place and a fix', async () => {
  expect(await open({ auth: 'x', headers: { a: token } }, vault({}))).toMatchObject({
    ok: false,
    error: { kind: 'input', place: 'with.headers.a', fix: expect.stringContaining('Add the secret TOKEN') },
  });
  expect(await open({ auth: pin }, vault({}))).toMatchObject({ ok: false, error: { place: 'with.auth' } });
});

const mask = createMask(['hunter2-und-weiter']);
const told = 'so hunter2-und-weiter it is';

test('what a step says about itself is masked whole: result, error, log, files', async () => {
  const succeeded: StepResult = { ok: true, output: { a: [told] }, outcome: told, warning: told, notTaken: told };
  expect(JSON.stringify(maskedResult(succeeded, mask))).not.toContain('hunter2');
  const error = {
    kind: 'exit',
    message: told,
    place: told,
    fix: told,
    details: { exitCode: 3, [told]: told },
  } as const;
  const failed = maskedResult({ ok: false, error }, mask);
  expect(failed).toMatchObject({ ok: false, error: { kind: 'exit', details: { exitCode: 3 } } });
  expect(JSON.stringify(failed)).not.toContain('hunter2');

  const lines: string[] = [];
  const logs = maskedLogs({ write: ({ text }) => lines.push(text), flush: async () => {} }, mask);
  logs.write({ stream: 'system', text: told });
  expect(lines).toEqual(['so ••• it is']);

  const put: { name: string; content: Uint8Array | string }[] = [];
  const files = maskedArtifacts(
    {
      async put({ name, content }) {
        put.push({ name, content });
        return { id: 'a', name, mediaType: 'text/plain', bytes: 0, hash: '' };
      },
    },
    mask,
  );
  await files.put({ name: `${told}.txt`, mediaType: 'text/plain', content: told });
  await files.put({ name: 'b', mediaType: 'text/plain', content: Buffer.from(told) });
  expect(put.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([
    ['so ••• it is.txt', 'so ••• it is'],
    ['b', 'so ••• it is'],
  ]);
});

test('a result that nests too deep to be masked fails the step instead of being told', () => {
  let output: Json = told;
  for (let level = 0; level < 50_000; level++) output = [output];
  expect(maskedResult({ ok: true, output }, mask)).toMatchObject({ ok: false, error: { kind: 'output' } });
});
