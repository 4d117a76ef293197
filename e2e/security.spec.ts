import type { Page } from '@playwright/test';
import { pages } from '../test/doors/listed.ts';
import { Api, ended } from './harness/api.ts';
import { type ForeignSite, openForeignSite } from './harness/foreign-site.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { addPerson, signIn } from './harness/people.ts';
import { watch } from './harness/watched-page.ts';

/** The pages' policy, and other sites in the same browser. */

journey.use({ trace: 'off' });

const yaml = `
name: policy
steps:
  - { id: facts, kind: shell, with: { run: "printf '\\\\033[31mred\\\\033[0m and not\\\\n'" } }
  - id: note
    kind: template
    needs: [facts]
    with: { template: "# Note\\n\\n{{ steps.facts.output.stdout }}" }
    gate: { placement: after, title: "May it go out?", description: "Look at **all** of it." }
`;

/** More steps than the page's own thread arranges. */
const wide = `name: wide\nsteps:\n${Array.from({ length: 120 }, (_, i) => `  - { id: s${i}, kind: template, with: { template: x }${i > 0 ? `, needs: [s${i - 1}]` : ''} }\n`).join('')}`;

async function settled(page: Page) {
  await expect(page.getByText(/^(Reading|Opening) /)).toHaveCount(0);
  await expect(page.locator('h1').first()).toBeAttached();
}

journey('every page keeps to its policy, and works under it', async ({ product, page, browser }) => {
  journey.slow();
  const api = new Api(product.url, product.adminKey);
  const reviewer = await addPerson(api, { name: 'Second pair', email: 'policy@example.org', role: 'reviewer' });
  const { link } = await api.post<{ link: string }>('/invitations', { email: 'guest@example.org', role: 'viewer' });
  const workflow = await api.publish(yaml);
  const { id: large } = await api.publish(wide);
  const run = await api.start(workflow.id);
  const gate = await api.gate(run.id, 'note');
  const ids: Record<string, string> = {
    '/approvals/[id]': `/approvals/${gate}`,
    '/runs/[id]': `/runs/${run.id}`,
    '/workflows/[id]': `/workflows/${workflow.id}`,
    '/workflows/[id]/versions': `/workflows/${workflow.id}/versions?version=1`,
    '/invitations/[token]': link.replace(product.url, ''),
  };
  const { faults } = await watch(page, product.url);
  const nonces = new Set<string>();
  const visit = async (on: Page, path: string) => {
    const answer = await on.goto(`${product.url}${path}`);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1] ?? '';
    expect(nonce, `${path}: ${policy}`).not.toBe('');
    expect(nonces.has(nonce), `${path} has a nonce that was used before`).toBe(false);
    nonces.add(nonce);
    expect(policy).not.toMatch(/'unsafe-(inline|eval)'|\*/);
    // Every script of the page as it came is written by the server for this very request.
    const scripts = (await answer?.text())?.match(/<script\b[^>]*/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
    await settled(on);
  };

  const stranger = await (await browser.newContext()).newPage();
  const strange = await watch(stranger, product.url);
  const open = Object.keys(pages).filter((path) => pages[path] !== 'known');
  for (const path of [...open, '/no/such/page']) await visit(stranger, ids[path] ?? path.replace(/\[\w+\]/, 'nothing'));
  expect(strange.faults).toEqual([]);
  await stranger.context().close();

  await signIn(page, product.url, owner);
  const known = Object.keys(pages).filter((path) => pages[path] === 'known');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of [...known, '/no/such/page']) await visit(page, ids[path] ?? path);
  }
  for (const view of ['view=timeline&step=note', 'view=steps&step=facts', 'view=events'])
    await visit(page, `/runs/${run.id}?${view}`);

  // What writes styles, moves things or works apart, under the same policy.
  await visit(page, `/workflows/${large}`);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await visit(page, `/workflows/${workflow.id}`);
  const note = page.locator('.react-flow__node[data-id="note"]');
  const before = await note.boundingBox();
  await note.hover();
  await page.mouse.down();
  await page.mouse.move((before?.x ?? 0) + 200, (before?.y ?? 0) + 120, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await note.boundingBox())?.x).not.toBe(before?.x);
  await note.click();
  const panel = page.locator('[data-step-panel]');
  await panel.getByRole('tab', { name: 'YAML' }).click();
  const code = panel.locator('.cm-editor').first();
  await expect(code).toBeVisible();
  // Its own styles arrived: they carry the nonce of the page.
  expect(await code.evaluate((element) => getComputedStyle(element.querySelector('.cm-scroller')!).display)).toBe(
    'flex',
  );
  const handle = page.getByRole('separator', { name: 'Width of the panel' });
  const width = Number(await handle.getAttribute('aria-valuenow'));
  await handle.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(handle).toHaveAttribute('aria-valuenow', String(width + 24));
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  // Until what was moved is saved, leaving the editor would ask.
  await expect
    .poll(() => page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))))
    .toBe(true);

  await visit(page, '/settings');
  await page.getByLabel('Name', { exact: true }).fill('First owner');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByRole('region', { name: /Notifications/ }).getByText('Saved your profile')).toBeVisible();

  const { digest } = await api.get<{ digest: string }>(`/approvals/${gate}`);
  await reviewer.api.post(`/approvals/${gate}/decisions`, { action: 'approve', digest });
  await api.run(run.id, ended);
  expect(faults).toEqual([]);
});

/** What a page of another site tries, in its own words; answers with what it learned. */
async function attack(page: Page, own: string, calls: string[]): Promise<unknown[]> {
  return page.evaluate(
    async ({ own, calls }) => {
      const learned: unknown[] = [];
      const bodies = [
        { type: 'text/plain', body: '{"name":"taken","value":"taken"}' },
        { type: 'application/x-www-form-urlencoded', body: 'name=taken' },
        { type: 'application/json', body: '{"name":"taken"}' },
      ];
      for (const call of calls) {
        const [method, path] = call.split(' ');
        for (const { type, body } of bodies)
          for (const mode of ['no-cors', 'cors'] as const)
            for (const credentials of ['include', 'omit'] as const) {
              const init = { method, mode, credentials, headers: { 'content-type': type }, body };
              const answer = await fetch(`${own}${path}`, init).catch(() => null);
              if (answer && answer.type !== 'opaque') learned.push(`${call} ${answer.status}`);
            }
      }
      return learned;
    },
    { own, calls },
  );
}

/** Posts a form as another site does, from the page itself and from a sandbox whose origin is `null`. */
async function postForms(page: Page, site: ForeignSite, own: string, paths: string[]): Promise<void> {
  for (const path of paths)
    for (const enctype of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
      const form = `<form method="post" enctype="${enctype}" action="${own}${path}"><input name='{"name":"taken","a":"' value='"}'></form><script>document.forms[0].submit()</script>`;
      await page.goto(site.url);
      // A frame whose answer is kept out of it is told of on the console alone.
      const refused = page.waitForEvent('console', (message) => /status of 4\d\d/.test(message.text()));
      await page.evaluate((html) => {
        const frame = Object.assign(document.createElement('iframe'), { srcdoc: html });
        frame.setAttribute('sandbox', 'allow-scripts allow-forms');
        document.body.append(frame);
      }, form);
      await refused;
      await page.goto(site.url);
      await page.evaluate((html) => setTimeout(() => document.write(html)), form);
      await page.waitForURL(`${own}${path}`);
      expect(await page.locator('body').textContent(), `${enctype} to ${path}`).toContain('foreign_origin');
    }
}

journey(
  'a page of another site changes nothing, learns nothing, frames nothing and hears nothing',
  async ({ product, page }) => {
    journey.slow();
    const api = new Api(product.url, product.adminKey);
    const site = await openForeignSite();
    await signIn(page, product.url, owner);
    // How everything is, but for the stamps of who was seen last.
    const state = async () => {
      const paths = [
        '/workspace',
        '/members',
        '/groups',
        '/keys',
        '/invitations',
        '/secrets',
        '/workflows',
        '/runs',
        '/audit',
      ];
      const all = await Promise.all(paths.map((path) => api.get<unknown>(path)));
      return JSON.stringify(all, (key, value) => (/^(last)?(used|seen)At$/i.test(key) ? undefined : value));
    };
    const before = await state();

    await page.goto(site.url);
    const learned = await attack(page, product.url, [
      'POST /api/v1/groups',
      'POST /api/v1/secrets',
      'PATCH /api/v1/workspace',
      'PATCH /api/v1/me',
      'POST /api/v1/sessions/revoke-others',
      'POST /api/v1/workflows',
      'POST /api/auth/signout',
      'POST /api/auth/callback/credentials',
    ]);
    expect(learned).toEqual([]);
    expect(
      await page.evaluate(async (own) => {
        const read = (path: string) =>
          fetch(`${own}${path}`, { credentials: 'include' }).then(
            (a) => a.text(),
            () => null,
          );
        return Promise.all([read('/api/v1/me'), read('/api/v1/runs'), read('/'), read('/api/auth/session')]);
      }, product.url),
    ).toEqual([null, null, null, null]);
    await postForms(page, site, product.url, ['/api/v1/groups', '/api/v1/sessions/revoke-others', '/api/auth/signout']);

    // Sockets: the handshake is refused, by WebSocket and by polling.
    await page.goto(site.url);
    const heard = await page.evaluate(async (own) => {
      const socket = new WebSocket(`${own.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      const open = await new Promise((resolve) => {
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      });
      const polled = await fetch(`${own}/socket.io/?EIO=4&transport=polling`, { credentials: 'include' }).then(
        (answer) => answer.status,
        () => 'refused',
      );
      return { open, polled };
    }, product.url);
    expect(heard).toEqual({ open: false, polled: 'refused' });

    // Frames stay empty.
    for (const path of ['/', '/sign-in', '/settings', '/approvals', '/api/v1/me', '/openapi.json', '/no/such/page']) {
      await page.goto(site.url);
      const refused = page.waitForEvent('console', (message) =>
        /frame-ancestors|X-Frame-Options/i.test(message.text()),
      );
      await page.evaluate(
        (src) => document.body.append(Object.assign(document.createElement('iframe'), { src })),
        `${product.url}${path}`,
      );
      await refused;
      const inner = page.frames().find((frame) => frame !== page.mainFrame());
      expect(
        await inner
          ?.locator('body')
          .textContent()
          .catch(() => ''),
        path,
      ).not.toMatch(/Countersign|permissions|openapi/);
    }

    expect(await state()).toBe(before);
    await page.goto(`${product.url}/settings`);
    await expect(page).toHaveURL(`${product.url}/settings`);
    await site.close();
  },
);

journey('a link to the sign-in cannot lead away afterwards', async ({ product, page }) => {
  journey.slow();
  const site = await openForeignSite();
  const host = site.url.replace('http://', '');
  const { faults } = await watch(page, product.url);
  for (const to of [
    site.url,
    `//${host}`,
    `///${host}`,
    `/\\${host}`,
    `\\\\${host}`,
    `/\t/${host}`,
    `/\n/${host}`,
    `\t//${host}`,
    `/%2f${host}`,
    `%2f%2f${host}`,
    `/.//${host}`,
    `/..//${host}`,
    `${product.url}@${host}`,
    `${product.url}.${host}`,
    'javascript:__pwned(51)',
    'java\nscript:__pwned(52)',
    'data:text/html,<script>__pwned(53)</script>',
  ]) {
    await page.context().clearCookies();
    await page.goto(`${product.url}/sign-in?callbackUrl=${encodeURIComponent(to)}&to=${encodeURIComponent(to)}`);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page, JSON.stringify(to)).not.toHaveURL(/\/sign-in/);
    expect(new URL(page.url()).origin, JSON.stringify(to)).toBe(product.url);
  }
  expect(site.asked).toEqual([]);
  expect(faults).toEqual([]);
  await site.close();
});
