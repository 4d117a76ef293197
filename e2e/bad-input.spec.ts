import type { FindingView } from '#lib/contracts/workflow.ts';
import { Api, ended, stepOf } from './harness/api.ts';
import { owner as admin, expect, journey } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** Hostile and broken input: findings with place and fix, or accepted where valid; never a 5xx, never a hang. */

interface Told {
  ok: boolean;
  findings: FindingView[];
  detail?: string;
}

const hangsAfterMs = 15_000;

async function validate(api: Api, text: string, type = 'application/yaml') {
  const from = performance.now();
  const { status, body } = await api.call<Told>('POST', '/validate', { text, type });
  expect(performance.now() - from).toBeLessThan(hangsAfterMs);
  expect(status).toBeLessThan(500);
  return { status, findings: body.findings ?? [], ok: body.ok, detail: body.detail ?? '' };
}

const step = (more: string) => `name: bad\nsteps:\n  - id: a\n    kind: template\n    with: { template: hi }\n${more}`;

const mistakes: { what: string; text: string; tells: RegExp; where: 'line' | 'step' }[] = [
  { what: 'broken YAML', text: 'name: bad\nsteps:\n  - id: [a\n    kind: shell\n', tells: /./, where: 'line' },
  { what: 'an unknown key', text: step('    tiemout: 3s\n'), tells: /tiemout/, where: 'line' },
  { what: 'a wrong type', text: step('    needs: 7\n'), tells: /needs|list/, where: 'line' },
  { what: 'an unknown kind', text: step('  - { id: b, kind: shel }\n'), tells: /shel/, where: 'step' },
  {
    what: 'a circle',
    text: step(
      '    needs: [c]\n  - { id: b, kind: template, needs: [a], with: { template: x } }\n  - { id: c, kind: template, needs: [b], with: { template: x } }\n',
    ),
    tells: /a → b → c → a|b → c → a → b|c → a → b → c/,
    where: 'step',
  },
  { what: 'a need of nothing', text: step('    needs: [nobody]\n'), tells: /nobody/, where: 'step' },
  {
    what: 'an id twice',
    text: step('  - { id: a, kind: template, with: { template: x } }\n'),
    tells: /a/,
    where: 'step',
  },
];

for (const { what, text, tells, where } of mistakes) {
  journey(`${what} is a finding with its place and its fix`, async ({ product }) => {
    const api = new Api(product.url, product.adminKey);
    const told = await validate(api, text);
    expect(told.ok).toBe(false);
    const found = told.findings.find(({ severity, message }) => severity === 'error' && tells.test(message));
    expect(found, JSON.stringify(told.findings)).toBeDefined();
    expect(found?.fix).not.toBe('');
    expect(found?.[where]).toBeTruthy();
    // As a workflow it is kept as a draft with the findings, or refused with them; never published.
    const made = await api.call<{ version: number | null }>('POST', '/workflows', { text, type: 'application/yaml' });
    expect([201, 422]).toContain(made.status);
    if (made.status === 201) expect(made.body.version).toBeNull();
  });
}

journey('depth, bombs, odd characters and half a file are refused in words', async ({ product }) => {
  const api = new Api(product.url, product.adminKey);
  const deepJson = `{"spec": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  for (const path of ['/validate', '/workflows', '/workflows/none/runs', '/keys']) {
    const { status, body } = await api.call('POST', path, { text: deepJson });
    expect([400, 404, 422], `${path} ${JSON.stringify(body)}`).toContain(status);
  }
  const texts = {
    deep: `name: x\nsteps: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    deepBlock: Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    bomb: `name: x\na: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[at]}`).join(', ')}]`)
      .join('\n')}\nsteps: *j`,
    ring: 'name: x\nsteps: &a [*a]',
    nul: 'name: x\u0000y\nsteps: []',
    bytes: '\ufffe\u0001\u0002',
    tag: 'name: !!js/function "function(){}"\nsteps: []',
    nothing: '',
    number: '7',
    prototype: 'name: x\n__proto__: { steps: 1 }\nconstructor: { prototype: 1 }\nsteps: []',
  };
  for (const [name, text] of Object.entries(texts)) {
    const { status, findings, ok, detail } = await validate(api, text);
    if (status === 200) expect(findings.length, name).toBeGreaterThan(0);
    else expect(detail, `${name}: ${status}`).not.toBe('');
    expect(ok, name).not.toBe(true);
  }
  const lone = await api.call('POST', '/workflows', { text: '{"spec":{"name":"a\\ud800b","steps":[]}}' });
  expect(lone.status).toBeLessThan(500);
  const nul = await api.call('POST', '/workflows/none/runs', { text: '{"input":{"a":"\\u0000"}}' });
  expect([400, 404]).toContain(nul.status);
});

journey('NUL bytes and half characters that a command prints are kept readable', async ({ product }) => {
  const api = new Api(product.url, product.adminKey);
  await api.publish(`
name: odd-bytes
steps:
  - id: print
    kind: shell
    with:
      run: |
        printf 'a\\0b \\xed\\xa0\\x80 \\xff\\xfe c\\n'
        printf '{"lone": "\\\\ud800", "nul": "\\\\u0000"}\\n'
  - id: read
    kind: transform
    needs: [print]
    with: { expression: "size(steps.print.output.stdout) > 0" }
  - id: show
    kind: template
    needs: [print]
    with: { template: "{{ steps.print.output.stdout }}", artifact: odd.txt }
`);
  const { id } = await api.start('odd-bytes');
  const run = await api.run(id, ended);
  expect(run.status, run.sentence).toBe('succeeded');
  const { stdout } = stepOf(run, 'print').output as { stdout: string };
  expect(stdout).toMatch(/^a.*b .* c\n/u);
  expect(stdout).not.toContain('\u0000');
  const log = await api.call('GET', `/runs/${id}/steps/print/logs`);
  expect(log.status).toBe(200);
  const file = stepOf(run, 'show').artifacts[0];
  expect((await api.call('GET', `/runs/${id}/artifacts/${file?.id}`)).status).toBe(200);
});

journey('five thousand steps are checked, published and run', async ({ product }) => {
  const api = new Api(product.url, product.adminKey);
  const steps = Array.from({ length: 5000 }, (_, at) => {
    const needs = at < 50 ? '' : `, needs: [s${at - 50}]`;
    return `  - { id: s${at}, kind: template, with: { template: "${at}" }${needs} }`;
  });
  const yaml = `name: five-thousand\nsteps:\n${steps.join('\n')}\n`;
  const told = await validate(api, yaml);
  expect(told.ok, JSON.stringify(told.findings.slice(0, 3))).toBe(true);
  const { slug } = await api.publish(yaml);
  const { id } = await api.start(slug);
  const run = await api.run(id, ended, 60_000);
  expect(run).toMatchObject({ status: 'succeeded', progress: { done: 5000, total: 5000 } });
});

journey('the editor tells broken text in place and publishes nothing', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(
    'name: broken-text\nsteps:\n  - { id: a, kind: template, with: { template: hi } }\n',
  );
  await signIn(page, product.url, admin, `/workflows/${id}`);
  await page.getByRole('toolbar', { name: 'Editor' }).getByRole('button', { name: 'YAML' }).click();
  const text = page.getByRole('textbox', { name: /YAML/ });
  await text.fill('name: broken-text\nsteps:\n  - id: [a\n');
  await expect(page.getByRole('status').filter({ hasText: 'text has errors' })).toBeVisible();
  await expect(page.getByText(/^Line \d+, column \d+: /)).toBeVisible();
  // Nothing is drawn beside a text that cannot be read.
  await page.getByRole('button', { name: 'Drawing', exact: true }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Mend the text' }).click();

  await text.fill('name: broken-text\nsteps:\n  - { id: a, kind: template, needs: [b], with: { template: hi } }\n');
  await page.getByRole('button', { name: /^Findings/ }).click();
  await expect(page.getByText(/needs.*b/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('One error stands in the way');
  await expect(dialog.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled();
});
