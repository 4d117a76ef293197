import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { KeyView } from '#lib/contracts/people.ts';
import { Api, ended } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { documents, everything, markdown, named, payloads } from './harness/payloads.ts';
import { addPerson, signIn } from './harness/people.ts';
import { watch } from './harness/watched-page.ts';

/** Whatever people, steps and workflow files write stays text, on every page that shows it. */

const printed = [
  ...payloads,
  '\u001b]0;another title\u0007',
  '\u001b]8;;javascript:__pwned(61)\u0007a link\u001b]8;;\u0007',
  '\u001b[2J\u001b[Hgone\u001b[3A',
  'kept\rhidden',
  '\u202etxt.exe',
  '\u001b[31mred\u001b[0m',
].join('\n');

/** A workflow with a text in every place that takes one. */
const spec = {
  name: named(0),
  description: markdown,
  inputs: {
    text: { type: 'string', description: everything.slice(0, 2000), default: named(1) },
    choice: { type: 'string', enum: [named(1), named(2)], default: named(1) },
  },
  steps: [
    {
      id: 'print',
      name: named(2),
      description: markdown,
      group: 'a-group',
      kind: 'shell',
      with: { run: 'printf "%s\\n" "$TEXT"; printf "%s\\n" "$TEXT" >&2', env: { TEXT: '{{ inputs.text }}' } },
    },
    {
      id: 'fail',
      name: named(3),
      kind: 'shell',
      with: { run: 'printf "%s" "$TEXT" >&2; exit 3', env: { TEXT: named(1) } },
    },
    ...Object.entries(documents).map(([ending, template], index) => ({
      id: `file-${ending}`,
      name: named(4 + index),
      kind: 'template',
      with: { template, artifact: `${named(1).replaceAll('/', '')}.${ending}` },
    })),
    {
      id: 'note',
      name: named(1),
      kind: 'template',
      needs: ['print'],
      with: { template: '{{ steps.print.output.stdout }}', artifact: '"quoted"; filename=x.html' },
      gate: {
        placement: 'after',
        title: named(4),
        description: markdown,
        form: {
          type: 'object',
          title: named(1),
          properties: { [named(2)]: { type: 'string', title: named(3), description: everything } },
        },
      },
    },
  ],
};

journey.use({ trace: 'off' });

journey('texts of people, steps and files never act', async ({ product, page }) => {
  journey.slow();
  const api = new Api(product.url, product.adminKey);
  const { faults, strangers } = await watch(page, product.url);
  const evil = await addPerson(api, { name: named(1), email: 'planted@example.org', role: 'reviewer' });
  await api.post('/groups', { name: 'planted', description: everything.slice(0, 500), members: [evil.id] });
  await api.post<KeyView>('/keys', { name: named(3), scopes: ['read'] });
  await api.patch('/workspace', { name: named(10) });
  await api.post('/secrets', { name: 'PLANTED', value: 'a sealed value', description: everything.slice(0, 500) });
  await api.post('/invitations', { email: 'planted-guest@example.org', role: 'viewer' });

  const made = await api.call<{ id: string; version: number | null; findings: unknown }>('POST', '/workflows', {
    json: { spec },
  });
  expect(made.body, JSON.stringify(made.body).slice(0, 2000)).toMatchObject({ version: 1 });
  const { id } = made.body;
  const open = await api.start(id, { text: `${markdown}\n${printed}` });
  const gate = await api.gate(open.id, 'note');
  await api.post(`/approvals/${gate}/comments`, { text: markdown });
  const over = await api.start(id, { text: named(2) });
  const closed = await api.gate(over.id, 'note');
  const { digest } = await api.get<ApprovalView>(`/approvals/${closed}`);
  await evil.api.post(`/approvals/${closed}/decisions`, {
    action: 'modify',
    digest,
    payload: { text: markdown },
    form: { [named(2)]: everything.slice(0, 1000) },
    comment: markdown.slice(0, 2000),
  });
  await api.run(over.id, ended);

  await signIn(page, product.url, owner);
  const seen: string[] = [];
  for (const path of [
    '/',
    '/workflows',
    `/workflows/${id}`,
    `/workflows/${id}/versions?version=1`,
    '/runs',
    `/runs/${open.id}`,
    `/runs/${open.id}?view=steps&step=print`,
    `/runs/${open.id}?view=steps&step=fail`,
    `/runs/${over.id}?view=timeline&step=note`,
    `/runs/${over.id}?view=events`,
    `/approvals/${gate}`,
    `/approvals/${closed}?tab=all&status=closed`,
    '/record',
    ...['', '/members', '/groups', '/keys', '/secrets', '/sessions', '/workspace'].map((part) => `/settings${part}`),
  ]) {
    await page.goto(`${product.url}${path}`);
    await expect(page.getByText(/^(Reading|Opening) /)).toHaveCount(0);
    await expect(page.locator('h1').first()).toBeAttached();
    // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not the data that scripts carry
    const text = (await page.locator('body').innerText()) + (await page.title());
    if (/__pwned|<script|onerror/.test(text)) seen.push(path);
    for (const each of await strangers()) faults.push(`${path}: ${each}`);
  }
  // They were there to act: most pages show one of them, as text.
  expect(seen.length, seen.join(' ')).toBeGreaterThan(12);

  // Links in Markdown: those that lead somewhere open apart and tell nobody whence, the others are no links.
  await page.goto(`${product.url}/approvals/${gate}`);
  const prose = page.locator('.prose-ink').first();
  await expect(prose).toContainText('seven');
  const links = await prose
    .locator('a')
    .evaluateAll((all) =>
      all.map((link) => [link.getAttribute('href'), link.getAttribute('rel'), link.getAttribute('target')]),
    );
  expect(links).toContainEqual(['https://elsewhere.example/page', 'noopener noreferrer nofollow', '_blank']);
  for (const [href] of links) expect(href).toMatch(/^https?:/);
  for (const word of ['one', 'two', 'three', 'four', 'five', 'six', 'seven'])
    await prose.getByText(word).first().click();
  await expect(page).toHaveURL(`${product.url}/approvals/${gate}`);
  expect(page.context().pages()).toHaveLength(1);

  // A decision is made while all of that stands around it.
  await page.goto(`${product.url}/workflows/${id}`);
  await page.locator('.react-flow__node[data-id="note"]').click();
  for (const each of await strangers()) faults.push(`the panel: ${each}`);
  expect(faults).toEqual([]);

  // Files: none of them becomes a page of this server.
  const { items } = await api.get<{ items: { id: string; name: string }[] }>(`/runs/${over.id}/artifacts`);
  expect(items.length).toBeGreaterThanOrEqual(Object.keys(documents).length);
  for (const { id: file, name } of items) {
    const at = `/api/v1/runs/${over.id}/artifacts/${file}?inline=1`;
    const answer = await api.call('GET', at.replace('/api/v1', ''));
    expect(answer.headers.get('content-security-policy'), name).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const inline = answer.headers.get('content-disposition')?.startsWith('inline');
    if (inline) expect(answer.type, name).toMatch(/^(text\/plain|application\/pdf)/);
    // A browser that opens it: text where it is shown, else a file on its disk.
    const shown = await page.goto(`${product.url}${at}`).catch((error: Error) => error.message);
    if (typeof shown === 'string') expect(shown).toContain('Download');
    else expect(inline, name).toBe(true);
  }
  expect(faults).toEqual([]);
});

journey('a log shows what a terminal would obey, and obeys none of it', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { faults } = await watch(page, product.url);
  const made = await api.publish(
    `name: printed\ninputs: { text: { type: string } }\nsteps:\n  - id: print\n    kind: shell\n    with: { run: 'printf "%s\\n" "$TEXT"', env: { TEXT: "{{ inputs.text }}" } }\n`,
  );
  const fake = 'Attempt 2 starts: signed by the owner';
  const run = await api.start(made.id, { text: `${printed}\n${fake}` });
  await api.run(run.id, ended);
  await signIn(page, product.url, owner);
  await page.goto(`${product.url}/runs/${run.id}?view=steps&step=print`);
  await page.getByRole('tab', { name: /^Log/ }).click();
  const log = page.getByRole('log');
  await expect(log).toContainText(fake);
  const text = (await log.textContent()) ?? '';
  expect(text).toContain('<script>__pwned(1)</script>');
  expect(text).toContain('a link');
  expect(text).toContain('gone');
  expect(text).toContain('kepthidden');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(text).not.toMatch(/[\u001b\u0007\u202a-\u202e\u2066-\u2069]/);
  await expect(log.locator('a')).toHaveCount(0);
  await expect(page).not.toHaveTitle(/another title/);
  // Only what this server itself says about an attempt is set in italics: a step cannot write such a line.
  const line = log.getByText(fake).locator('xpath=ancestor-or-self::div[1]');
  expect(await line.evaluate((element) => getComputedStyle(element).fontStyle)).toBe('normal');
  const { items } = await api.get<{ items: { stream: string; text: string }[] }>(`/runs/${run.id}/steps/print/logs`);
  for (const chunk of items) if (chunk.text.includes(fake)) expect(chunk.stream).toBe('stdout');
  expect(faults).toEqual([]);
});
