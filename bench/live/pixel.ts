import type { Page } from '@playwright/test';
import type { Figure } from '../engine/case.ts';
import type { Running } from '../engine/running.ts';
import { percentile } from '../engine/statistics.ts';
import { clockOffset } from './clock.ts';
import { eventsOf, rateOf } from './paced.ts';

/**
 * Notes when the page first said that so many steps were done (`[done, Unix ms]`), by the frame that showed it. The graph
 * beside it is drawn in the same frame. Runs in the page.
 */
function watchProgress(): void {
  const seen: [number, number][] = [];
  const bar = document.querySelector('[role=progressbar][aria-label="Steps done"]')!;
  const look = () => {
    const done = Number(bar.getAttribute('aria-valuenow'));
    requestAnimationFrame(() => {
      // A message after the frame's callbacks comes when the frame is on its way to the screen.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => seen.push([done, performance.timeOrigin + performance.now()]);
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(bar, { attributes: true, attributeFilter: ['aria-valuenow'] });
  Object.assign(window, { progressSeen: seen });
}

const openForMs = 1500;

/** From the time the database gave an event to the frame that shows it, of a run under way on this page. */
export async function measurePixel(running: Running, page: Page, workflow: string): Promise<Figure[]> {
  const { door } = running;
  const run = await door.start(workflow);
  await page.goto(`${running.product.url}/runs/${run}`);
  // Opening the page is measured apart: here it has been open for a moment.
  await page.locator('.react-flow__node').first().waitFor();
  await new Promise((wake) => setTimeout(wake, openForMs));
  await page.evaluate(watchProgress);
  const watchedSince = Date.now();
  await door.ended(workflow);
  await page.getByText(/^Succeeded: /).waitFor({ timeout: 20_000 });
  const seen = await page.evaluate(() => (window as unknown as { progressSeen: [number, number][] }).progressSeen);
  const offset = await clockOffset(running.applicationUrl);
  const events = await eventsOf(door, run);
  const ends = events.filter(({ type }) => type === 'attempt.succeeded').map(({ at }) => Date.parse(at) - offset);
  const waits = ends.flatMap((committed, index) => {
    const shown = seen.find(([done]) => done > index)?.[1];
    return shown !== undefined && committed > watchedSince ? [shown - committed] : [];
  });
  if (waits.length < 100) throw new Error(`only ${waits.length} steps were seen to end`);
  return [
    { row: 'step events of the watched run', value: rateOf(events), unit: 'events/s' },
    { row: 'event to frame, p50', value: percentile(waits, 0.5), unit: 'ms' },
    { row: 'event to frame, p95', value: percentile(waits, 0.95), unit: 'ms', must: 100 },
    { row: 'event to frame, longest', value: percentile(waits, 1), unit: 'ms' },
  ];
}
