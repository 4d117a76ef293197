import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '#lib/domain/expression/evaluate.ts';
import { render } from '#lib/domain/template/render.ts';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { parseWorkflowText, printWorkflow } from '#lib/domain/workflow/yaml.ts';
import { kindCatalogue } from '#lib/steps/registry.ts';

const text = readFileSync(new URL('../prisma/templates/release-check.yaml', import.meta.url), 'utf8');
const workflow = parseWorkflowText(text).workflow!;
const parameters = (id: string) =>
  workflow.steps.find((step) => step.id === id)!.with as Record<string, string> & { set: Record<string, string> };

let folder: string;
const env: NodeJS.ProcessEnv = {
  NODE_ENV: 'test',
  PATH: process.env.PATH ?? '',
  HOME: tmpdir(),
  GIT_CONFIG_NOSYSTEM: '1',
};
const git = (...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Author', '-c', 'user.email=author@example.org', ...args], {
    env,
    encoding: 'utf8',
  });
const commit = (subject: string) => git('commit', '--quiet', '--allow-empty', '--allow-empty-message', '-m', subject);
const read = (repository: string) =>
  spawnSync('bash', ['-c', parameters('history').run!], {
    cwd: folder,
    env: { ...env, REPO: repository, COUNTERSIGN_WORKSPACE: tmpdir() },
    encoding: 'utf8',
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The steps one after another, as the engine would, with one reviewer's signature. */
function notes(): { notes: string; signed: string; total: Json } {
  const { stdout, status, stderr } = read(folder);
  if (status !== 0) throw new Error(stderr);
  const steps: Record<string, JsonObject> = { history: { output: { stdout } } };
  const signer = {
    name: 'Reviewer',
    email: 'reviewer@example.org',
    action: 'modify',
    at: '2026-01-02T03:04:05.000Z',
    selfSigned: true,
  };
  const scope = {
    inputs: { repository: folder },
    steps,
    gate: { notes: { by: 'Reviewer', comment: 'Shortened.', signers: [signer] } },
  };
  const value = (source: string) => {
    const result = evaluate(source, scope);
    if (!result.ok) throw new Error(`${source}: ${result.error.message}`);
    return result.value;
  };
  const rendered = (source: string) => {
    const result = render(source, scope);
    if (!result.ok) throw new Error(`${result.error.place}: ${result.error.message}`);
    return result.value as string;
  };
  for (const id of ['commits', 'counts']) steps[id] = { output: value(parameters(id).expression!) };
  const facts = Object.fromEntries(
    Object.entries(parameters('facts').set).map(([name, source]) => [name, value(source)]),
  );
  steps.facts = { output: facts };
  for (const id of ['notes', 'signed']) steps[id] = { output: { text: rendered(parameters(id).template!) } };
  const written = (id: string) => (steps[id]!.output as JsonObject).text as string;
  return { notes: written('notes'), signed: written('signed'), total: facts.total! };
}

describe('the release-check template', () => {
  it('has no findings, and comes back from printing', () => {
    expect(findingsOf(workflow, kindCatalogue)).toEqual([]);
    expect(parseWorkflowText(printWorkflow(workflow)).workflow).toEqual(workflow);
  });

  it('says clearly what is no Git checkout', () => {
    expect(read(folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('is not a Git checkout') });
    expect(read(join(folder, 'nowhere'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no folder'),
    });
    expect(read('$(touch spliced)')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no folder "$(touch spliced)"'),
    });
    git('init', '--quiet');
    expect(read(folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('without any commit') });
  });

  it('takes the whole history without a tag, and what came after the last one with it', () => {
    commit('feat: the first');
    commit('Something else');
    expect(notes()).toMatchObject({ total: 2, notes: expect.stringContaining('the whole history') });
    git('tag', 'v1-`id`');
    expect(notes()).toMatchObject({
      total: 0,
      notes: expect.stringContaining('Nothing has changed since v1-\\`id\\`.'),
    });
    commit('fix(core)!: the second');
    commit('Docs: the third');
    const third = notes();
    expect(third.notes).toContain('2 commits up to');
    expect(third.notes).toMatch(/\| Fixed \| 1 \|\n\| Documents \| 1 \|\n/);
    expect(third.notes).toMatch(/## Fixed\n\n- the second \([0-9a-f]+\)/);
    expect(third.notes).not.toContain('the first');
  });

  it('keeps hostile subjects as the text they are', () => {
    commit('{{ inputs.repository }} {% raw %} <img src=x> [a](javascript:b) | c `d` \u001b[31m');
    commit('tag evil');
    commit('');
    commit('x'.repeat(5000));
    const { notes: written } = notes();
    expect(written).toContain(
      '- {{ inputs.repository }} {% raw %} \\<img src=x\\> \\[a\\](javascript:b) \\| c \\`d\\` \\[31m (',
    );
    expect(written).toContain('- tag evil (');
    expect(written).toContain('- (no subject) (');
    expect(written).toMatch(/- x{190,200}\.\. \(/);
  });

  it('keeps who signed, with the notes', () => {
    const { notes: written, signed } = notes();
    expect(signed.startsWith(written)).toBe(true);
    expect(signed).toContain('- Reviewer (reviewer\\@example.org), modify, 2026-01-02 03:04 UTC, self-signed\n');
    expect(signed).toContain('Comment: Shortened.');
  });
});
