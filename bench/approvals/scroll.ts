import { signIn } from '../../e2e/harness/people.ts';
import { openBrowser } from '../browser.ts';
import type { Figure } from '../engine/case.ts';
import { countFrames } from '../frames.ts';
import type { Inbox } from './inbox.ts';
import { reviewer } from './inbox.ts';

const seconds = 5;

/** Frames a second while the list of the inbox is scrolled by the wheel, in a real Chromium. */
export async function measureScroll({ product }: Inbox): Promise<Figure[]> {
  const browser = await openBrowser();
  try {
    const shown = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await signIn(shown, product.url, reviewer, '/approvals');
    const list = shown.getByRole('list', { name: 'Mine', exact: true });
    await list.waitFor();
    const box = await list.boundingBox();
    if (!box) throw new Error('the list has nothing to be seen');
    await shown.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await wheel(shown, 1);
    const counting = shown.evaluate(countFrames, seconds * 1000);
    await wheel(shown, seconds);
    const { frames, worst } = await counting;
    return [
      { row: 'scrolling the inbox', value: frames / seconds, unit: 'frames/s', must: 55 },
      { row: 'scrolling the inbox, longest frame', value: worst, unit: 'ms' },
    ];
  } finally {
    await browser.close();
  }
}

async function wheel(page: import('@playwright/test').Page, forSeconds: number): Promise<void> {
  const until = performance.now() + forSeconds * 1000;
  while (performance.now() < until) {
    await page.mouse.wheel(0, 240);
    await new Promise((wake) => setTimeout(wake, 16));
  }
}
