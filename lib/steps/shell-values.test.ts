import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine } from '../../test/engine/harness.ts';

/** Whatever a value holds, a command gets exactly that: by its environment, and as an argument. */

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());

const hostile = [
  '',
  ' ',
  '$(touch pwned)',
  '`touch pwned`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that must not read it
  '$HOME ${PATH} $((1+1)) $!',
  '; touch pwned; #',
  '&& touch pwned || true | cat > pwned',
  'one\ntwo\r\nthree\n',
  '-rf',
  '--version',
  '-n',
  '"double" \'single\' \\"both\\"',
  "'; touch pwned; '",
  '* ? [a-z] ~ {a,b} !!',
  '<(touch pwned) >pwned',
  '\\n\\t\\0\\x41',
  '%s %d %n %%',
  '\u001b[31mred\u0007\b\t',
  'ünïcödé 🐟 ‮gnp.exe \u2028 \ufeff',
  'x'.repeat(100_000),
];

/** `{` written otherwise: the text below is a template. */
const asTemplate = (values: string[]) => JSON.stringify(values).replaceAll('{', '\\u007b');

// biome-ignore lint/suspicious/noTemplateCurlyInString: bash reads this one
const byName = 'for name in $NAMES; do printf "%s" "${!name}" | base64 | tr -d "\\n"; echo; done; ls -A';
const byPlace = 'for value; do printf "%s" "$value" | base64 | tr -d "\\n"; echo; done; ls -A';

/** The values as two commands got them; as base64, so that nothing that reads what is printed can have changed it. */
async function arrived(values: string[]): Promise<{ env: string[]; args: string[]; left: string }> {
  const each = values.map((_, index) => `{{ steps.values.output[${index}] }}`);
  const env = Object.fromEntries(each.map((value, index) => [`V${index}`, value]));
  const needs = ['values'];
  const state = await engine.run([
    { id: 'json', kind: 'template', with: { template: asTemplate(values) } },
    { id: 'values', kind: 'transform', needs: ['json'], with: { expression: 'parseJson(steps.json.output.text)' } },
    { id: 'env', kind: 'shell', needs, with: { run: byName, env: { ...env, NAMES: Object.keys(env).join(' ') } } },
    { id: 'args', kind: 'shell', needs, with: { args: ['bash', '-c', byPlace, 'bash', ...each] } },
  ]);
  const got = { env: [] as string[], args: [] as string[], left: '' };
  for (const step of ['env', 'args'] as const) {
    expect(state.steps.get(step)?.error).toBeNull();
    const { stdout } = (await engine.value(state.steps.get(step)?.output)) as { stdout: string };
    const lines = stdout.split('\n');
    got[step] = lines.slice(0, values.length).map((line) => Buffer.from(line, 'base64').toString());
    got.left += lines.slice(values.length).join('');
  }
  return got;
}

test('what a shell would obey arrives byte for byte, and is obeyed by nobody', async () => {
  expect(await arrived(hostile)).toEqual({ env: hostile, args: hostile, left: '' });
});

test('any text arrives byte for byte', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 }).map((value) => value.replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 12 }), async (values) => {
      expect(await arrived(values)).toEqual({ env: values, args: values, left: '' });
    }),
    { numRuns: 12 },
  );
});
