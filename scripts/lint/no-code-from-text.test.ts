import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** One way each in which a text becomes code. */
const forbidden = [
  'eval(text)',
  '(0, eval)(text)',
  'const other = eval; other(text)',
  'globalThis.eval(text)',
  'new Function(text)',
  "new Function('a', text)",
  'Function(text)',
  'new globalThis.Function(text)',
  'globalThis.Function(text)',
  'Function.apply(null, [text])',
  '(() => {}).constructor.constructor(text)',
  "setTimeout('go()', 1)",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the template stands in the planted file
  'setTimeout(`go(${text})`, 1)',
  "globalThis.setInterval('go()', 1)",
  "import vm from 'node:vm'; vm.runInNewContext(text)",
  "import { Script } from 'vm'; new Script(text)",
  "export { runInThisContext } from 'node:vm'",
  "await import('node:vm')",
  "await import('vm')",
  "require('node:vm')",
  "require('vm')",
  "await import('data:text/javascript,1')",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the template stands in the planted file
  'await import(`data:text/javascript,${text}`)',
  "await import('data:text/javascript,' + text)",
];

const allowed = [
  'setTimeout(() => text, 1)',
  'setInterval(go, 1000)',
  "await import('./step.ts')",
  'const evaluated = evaluate(text)',
  'class Functions {} new Functions()',
];

let folder: string;
let found: Map<string, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-lint-'));
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  cpSync(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'planted'));
  for (const [index, line] of [...forbidden, ...allowed].entries())
    writeFileSync(join(folder, `planted/p${index}.ts`), `${line};\n`);
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '--vcs-enabled=false', 'planted'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; message: string; location: { path: string | { file: string } } }[];
  };
  found = new Map();
  for (const { category, message, location } of diagnostics) {
    if (!/^(plugin|lint\/security\/noGlobalEval|lint\/style\/noRestrictedImports)$/.test(category)) continue;
    const path = typeof location.path === 'string' ? location.path : location.path.file;
    found.set(/p(\d+)\.ts$/.exec(path)?.[1] ?? path, message);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(forbidden.map((line, index) => [line, index] as const))('the linter refuses %s', (_line, index) => {
  expect(found.get(String(index))).toMatch(/code|eval/i);
});

test.each(allowed.map((line, index) => [line, forbidden.length + index] as const))(
  'it lets pass %s',
  (_line, index) => {
    expect(found.get(String(index))).toBeUndefined();
  },
);
