import { Api } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** The editor's weight, and drawings of a size that once left the canvas empty. */

const step = (id: string, ...needs: string[]) =>
  `  - { id: ${id}, kind: template, with: { template: x }, needs: [${needs}] }`;

journey(
  'the editor can be used after 350 KB of scripts, and the panel of a step comes when it is wanted',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    const { id } = await api.publish(`name: weighed\nsteps:\n${step('only')}\n`);
    await signIn(page, product.url, owner);
    await page.goto(`${product.url}/workflows/${id}`, { waitUntil: 'networkidle' });
    const only = page.locator('.react-flow__node[data-id="only"]');
    await expect(only).toBeVisible();
    const scripts = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    );
    expect(scripts).toBeGreaterThan(0);
    expect(scripts / 1024).toBeLessThanOrEqual(350);
    await only.click();
    await expect(page.locator('[data-step-panel]')).toBeVisible();
  },
);

journey('five thousand steps in a row are drawn', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const steps = Array.from({ length: 5000 }, (_, at) => (at === 0 ? step('s0') : step(`s${at}`, `s${at - 1}`)));
  const { id } = await api.publish(`name: in-a-row\nsteps:\n${steps.join('\n')}\n`);
  await signIn(page, product.url, owner);
  await page.goto(`${product.url}/workflows/${id}`);
  await expect(page.locator('.react-flow__node[data-id="s0"]')).toBeVisible({ timeout: 30_000 });
});

journey('a drawing with nothing around its origin begins where its first step is', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const ids = Array.from({ length: 160 }, (_, at) => `s${at}`);
  const positions = Object.fromEntries(ids.map((id, at) => [id, { x: 20_000 + at * 288, y: 9000 }]));
  const steps = ids.map((id) => ({ id, kind: 'template', with: { template: 'x' } }));
  const made = await api.post<{ id: string }>('/workflows', {
    spec: { name: 'far-off', steps },
    layout: { positions },
  });
  await signIn(page, product.url, owner);
  await page.goto(`${product.url}/workflows/${made.id}`);
  await expect(page.locator('.react-flow__node[data-id="s0"]')).toBeInViewport();
});
