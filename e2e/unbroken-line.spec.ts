import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationUrlOfRunning } from '#lib/server/postgres/running-server.ts';
import { Api, ended } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';
import { plainProxy } from './harness/plain-proxy.ts';
import { type Product, startProduct } from './harness/product.ts';
import { RunListener } from './harness/run-listener.ts';

/** Whoever watches a run is given each of its events once, however the line behaves. */

const clients = 25;
const cuts = 1000;

/** Steps that take a moment each, one after the other, so that something happens all the time. */
const slow = (name: string, count: number) => `
name: ${name}
steps:
${Array.from({ length: count }, (_, at) => `  - { id: s${at}, kind: wait, with: { for: 40ms }${at ? `, needs: [s${at - 1}]` : ''} }`).join('\n')}
`;

const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

/** Every event of the run, once and in order. */
async function complete(api: Api, id: string, listeners: readonly RunListener[]) {
  const { seq } = await api.run(id, ended, 60_000);
  const all = Array.from({ length: seq }, (_, at) => at + 1);
  for (const listener of listeners) {
    await expect.poll(() => listener.taken.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(seq);
    expect(listener.taken).toEqual(all);
  }
}

/** Another web process of the same installation, as on another machine. */
const secondWeb = (product: Product, dataDir: string): Promise<Product> =>
  startProduct({
    dataDir,
    env: {
      COUNTERSIGN_ROLE: 'web',
      DATABASE_URL: applicationUrlOfRunning(product.dataDir),
      COUNTERSIGN_SECRET_KEY: readFileSync(join(product.dataDir, 'secret-key'), 'utf8').trim(),
    },
  });

journey('a thousand cuts lose no event and bring none twice', async ({ product }) => {
  const api = new Api(product.url, product.adminKey);
  await api.publish(slow('cut-line', 200));
  const { id } = await api.start('cut-line');
  const listeners = Array.from({ length: clients }, () => new RunListener(api, id));
  try {
    let left = cuts;
    const until = performance.now() + 60_000;
    while (left > 0 && performance.now() < until) {
      for (const listener of listeners) if (left > 0 && Math.random() < 0.5 && listener.cut()) left -= 1;
      await pause(Math.random() * 100);
    }
    expect(left).toBe(0);
    await complete(api, id, listeners);
    expect(listeners.every(({ joins }) => joins > 5)).toBe(true);
  } finally {
    for (const listener of listeners) listener.close();
  }
});

journey('two web processes behind a proxy that knows nothing show the same run', async ({ product, page }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-e2e-'));
  const second = await secondWeb(product, dataDir);
  const proxy = await plainProxy([product.url, second.url]);
  const api = new Api(proxy.url, product.adminKey);
  const listeners: RunListener[] = [];
  try {
    await api.publish(slow('two-doors', 60));
    const { id } = await api.start('two-doors');
    for (let at = 0; at < 10; at++) listeners.push(new RunListener(api, id));
    await signIn(page, proxy.url, owner, `/runs/${id}?view=steps`);
    await expect(page.getByText('Live: what you see is current')).toBeAttached();
    proxy.cut();
    // Past the proxy: it has just cut what it carried.
    await complete(new Api(product.url, product.adminKey), id, listeners);
    await expect(page.getByText('Succeeded: 60 of 60 steps done.')).toBeVisible();
  } finally {
    for (const listener of listeners) listener.close();
    await proxy.close();
    await second.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
