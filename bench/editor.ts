import { loadavg } from 'node:os';
import { signIn } from '../e2e/harness/people.ts';
import { openBrowser } from './browser.ts';
import { measureDrawn } from './editor/drawn.ts';
import type { Figure } from './engine/case.ts';
import { names, read } from './engine/graphs.ts';
import { boot, empty, owner, type Running, type Spec } from './engine/running.ts';
import { rowsOf, tableOf } from './engine/table.ts';
import { inHouse, machine } from './house.ts';

type Given = { quick: boolean; dags: string | null; only: readonly string[] };

/**
 * The editor in a real Chromium: 1,000 and 5,000 steps, and real graphs; with `only`, those alone whose name begins so.
 * Prints a table; returns the figures.
 */
export async function benchEditor({ quick, dags, only }: Given) {
  const figures: Figure[] = [];
  const failures: string[] = [];
  await inHouse(async (server, atEnd) => {
    const running = await boot(server);
    const { product, door } = running;
    atEnd(() => product.stop());
    const browser = await openBrowser();
    atEnd(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // A drawing that is not yet saved asks whether it may be left.
    page.on('dialog', (dialog) => void dialog.accept());
    await signIn(page, product.url, owner);
    const one = async (what: string, spec: Spec, must: Parameters<typeof measureDrawn>[3]) => {
      if (only.length > 0 && !only.some((name) => what.startsWith(name))) return;
      try {
        const { id } = await door.publish(spec);
        if (figures.length === 0) figures.push(await weigh(page, `${product.url}/workflows/${id}`));
        figures.push(...(await measureDrawn(page, `${product.url}/workflows/${id}`, what, must)));
        figures.push(...(await validated(running, spec, what)));
      } catch (error) {
        failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
      process.stderr.write(`  ${what}, load ${loadavg()[0]!.toFixed(1)}\n`);
    };
    const thousand = { frames: 55, openMs: 1500, undoMs: 50, layoutMs: 1000 };
    await one('1,000 steps', layered('thousand', 1000), thousand);
    if (!quick) await one('5,000 steps', layered('five thousand', 5000), { frames: 30 });
    for (const { name, tasks } of read({ dags, quick })) {
      const ids = names(tasks);
      const steps = tasks.map(({ id, needs }) => empty(ids(id), needs.map(ids)));
      await one(`${name} (${tasks.length} steps)`, { name, steps }, tasks.length <= 1000 ? thousand : { frames: 30 });
    }
  });
  const rows = rowsOf(figures.map((figure) => ({ who: 'Countersign', figure })));
  const lines = [
    `editor · ${machine()} · Chromium, 1440 × 900`,
    '',
    ...tableOf(rows),
    ...failures.map((each) => `FAILED ${each}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return { machine: machine(), quick, rows, failures };
}

/** Scripts that the page of an editor loads before anybody does anything, as they come over the line. */
async function weigh(page: import('@playwright/test').Page, url: string): Promise<Figure> {
  await page.goto(url, { waitUntil: 'networkidle' });
  const bytes = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
  return { row: 'scripts of the editor at first load', value: bytes / 1024, unit: 'KB', must: 350 };
}

/** A check of the whole spec, through its door; the best of five, because the first compiles the code. */
async function validated({ door }: Running, spec: Spec, what: string): Promise<Figure[]> {
  const took: number[] = [];
  for (let round = 0; round < 5; round++) {
    const from = performance.now();
    await door.call('POST', '/validate', { spec });
    took.push(performance.now() - from);
  }
  const must = spec.steps.length <= 1000 ? 100 : undefined;
  return [{ row: `${what}: validate`, value: took.toSorted((a, b) => a - b)[2]!, unit: 'ms', must }];
}

/** Layers of ten steps, each needing one or two of the layer before. */
const layered = (name: string, count: number): Spec => ({
  name,
  steps: Array.from({ length: count }, (_, index) => {
    const before = index - 10;
    const needs = before < 0 ? [] : index % 3 === 0 && before > 0 ? [`s${before}`, `s${before - 1}`] : [`s${before}`];
    return empty(`s${index}`, needs);
  }),
});
