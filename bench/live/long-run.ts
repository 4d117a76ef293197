import type { Page } from '@playwright/test';
import type { Figure } from '../engine/case.ts';
import type { Running } from '../engine/running.ts';
import { percentile } from '../engine/statistics.ts';

const opens = 7;
const jumps = 40;

/** A run of so many events, over: how long its page takes to open, and to go to another moment of it. */
export async function measureLongRun({ door, product }: Running, page: Page, events: number): Promise<Figure[]> {
  // Each item is begun, started and succeeds; some are begun together.
  const over = Array.from({ length: Math.ceil(events / 2) }, (_, at) => at);
  const inner = [{ id: 'word', kind: 'template', with: { template: 'item {{ item }}' } }];
  const { id: workflow } = await door.publish({
    name: 'long run',
    steps: [
      { id: 'all', kind: 'map', with: { over, concurrency: 20, steps: inner } },
      ...Array.from({ length: 40 }, (_, at) => ({
        id: `s${at}`,
        kind: 'template',
        needs: [at === 0 ? 'all' : `s${at - 1}`],
        with: { template: 'one' },
      })),
    ],
  });
  const run = await door.start(workflow);
  await door.ended(workflow);
  const { seq } = await door.call<{ seq: number }>('GET', `/runs/${run}`);
  const took: number[] = [];
  for (let open = 0; open < opens; open++) {
    await page.goto(`${product.url}/runs`);
    const from = performance.now();
    await page.goto(`${product.url}/runs/${run}`, { waitUntil: 'commit' });
    await page.getByText(/^Succeeded: /).waitFor();
    await page.locator('.react-flow__node').first().waitFor();
    if (open > 1) took.push(performance.now() - from);
  }
  const line = page.getByRole('slider', { name: 'Time of the run' });
  await line.press('Home');
  await page.getByText('as it was then').waitFor();
  const jumped = await page.evaluate(jump, jumps);
  return [
    { row: 'events of the long run', value: seq, unit: 'events' },
    { row: 'opening it, p50', value: percentile(took, 0.5), unit: 'ms', must: 1000 },
    { row: 'opening it, longest', value: percentile(took, 1), unit: 'ms' },
    { row: 'going to another moment of it, p50', value: percentile(jumped, 0.5), unit: 'ms' },
    { row: 'going to another moment of it, p95', value: percentile(jumped, 0.95), unit: 'ms', must: 50 },
  ];
}

/** Presses the line here and there; ms until the page says another event. Runs in the page. */
async function jump(count: number): Promise<number[]> {
  const line = document.querySelector<HTMLElement>('[role=slider][aria-label="Time of the run"]')!;
  const { left, width, top, height } = line.getBoundingClientRect();
  const note = () => document.querySelector('[role=status] b')?.parentElement?.textContent ?? '';
  line.setPointerCapture = () => {};
  const took: number[] = [];
  for (let at = 0; at < count; at++) {
    const before = note();
    const from = performance.now();
    const clientX = left + width * ((at * 0.37 + 0.13) % 1);
    const init = { clientX, clientY: top + height / 2, bubbles: true, pointerId: 1 };
    line.dispatchEvent(new PointerEvent('pointerdown', init));
    line.dispatchEvent(new PointerEvent('pointerup', init));
    while (note() === before && performance.now() - from < 2000)
      await new Promise((wake) => requestAnimationFrame(() => setTimeout(wake, 0)));
    took.push(performance.now() - from);
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return took;
}
