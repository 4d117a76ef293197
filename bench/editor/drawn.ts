import type { Page } from '@playwright/test';
import type { Figure } from '../engine/case.ts';
import { countFrames } from '../frames.ts';
import { keyToFrame, keyToMove } from './in-page.ts';

const seconds = 3;

export type Limits = { frames: number; openMs?: number; undoMs?: number; layoutMs?: number };

/** What one workflow feels like in the editor: opening, panning, zooming, dragging, undoing, arranging. */
export async function measureDrawn(page: Page, url: string, what: string, must: Limits): Promise<Figure[]> {
  await page.goto(url);
  await nodes(page).first().waitFor({ timeout: 60_000 });
  // The first time loads the code; a person opens the second workflow like this.
  await page.goto('about:blank');
  const from = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await nodes(page).first().waitFor({ timeout: 60_000 });
  const opened = performance.now() - from;
  await page.waitForTimeout(1500);
  const figures: Figure[] = [{ row: `${what}: open`, value: opened, unit: 'ms', must: must.openMs }];

  const box = (await page.locator('.react-flow').boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const moving = async (row: string, move: (tick: number) => Promise<void>) => {
    const counting = page.evaluate(countFrames, seconds * 1000);
    const until = performance.now() + seconds * 1000;
    for (let tick = 0; performance.now() < until; tick++) {
      await move(tick);
      await new Promise((wake) => setTimeout(wake, 12));
    }
    const { frames, worst } = await counting;
    figures.push(
      { row: `${what}: ${row}`, value: frames / seconds, unit: 'frames/s', must: must.frames },
      { row: `${what}: ${row}, longest frame`, value: worst, unit: 'ms' },
    );
  };

  await page.mouse.move(middle.x, middle.y);
  await moving('pan', (tick) => page.mouse.wheel(tick % 120 < 60 ? 24 : -24, tick % 40 < 20 ? 8 : -8));
  await page.keyboard.down('Control');
  await moving('zoom', (tick) => page.mouse.wheel(0, tick % 100 < 50 ? 14 : -14));
  await page.keyboard.up('Control');

  await page.keyboard.press('f');
  await stillness(page);
  const grip = await gripOf(page, middle);
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await moving('drag', (tick) => page.mouse.move(grip.x + (tick % 100), grip.y + (tick % 60)));
  await page.mouse.up();
  await page.waitForTimeout(1000);
  const dragged = await shown(page);
  const undone: number[] = [];
  for (let round = 0; round < 5; round++) {
    undone.push(await page.evaluate(keyToFrame, { key: 'z', ctrlKey: true }));
    // A drag that had caught nothing would be taken back in no time.
    if ((await shown(page)) === dragged) throw new Error('the drag caught no step');
    await page.waitForTimeout(300);
    await page.evaluate(keyToFrame, { key: 'z', ctrlKey: true, shiftKey: true });
    await page.waitForTimeout(300);
  }
  figures.push(
    { row: `${what}: undo`, value: undone.toSorted((a, b) => a - b)[2]!, unit: 'ms', must: must.undoMs },
    { row: `${what}: undo, the first`, value: undone[0]!, unit: 'ms' },
  );
  const { ms, worst } = await page.evaluate(keyToMove, { key: 'l' });
  figures.push(
    { row: `${what}: layout`, value: ms, unit: 'ms', must: must.layoutMs },
    { row: `${what}: layout, longest frame`, value: worst, unit: 'ms' },
  );
  return figures;
}

const nodes = (page: Page) => page.locator('.react-flow__node-step');

/** Where the steps in sight stand, and how the canvas lies. */
const shown = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.react-flow__viewport, .react-flow__node-step')]
      .map((each) => (each.dataset.id ?? '') + each.style.transform)
      .join(),
  );

/** Resolves once the canvas has come to rest. */
async function stillness(page: Page): Promise<void> {
  let before = '';
  for (let alike = 0; alike < 3; ) {
    await page.waitForTimeout(200);
    const now = await shown(page);
    alike = now === before ? alike + 1 : 0;
    before = now;
  }
}

/** The middle of the step nearest to a place on the screen. */
async function gripOf(page: Page, middle: { x: number; y: number }): Promise<{ x: number; y: number }> {
  return page.evaluate((at) => {
    const boxes = [...document.querySelectorAll('.react-flow__node-step')].map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    const away = (box: { x: number; y: number }) => Math.hypot(box.x - at.x, box.y - at.y);
    return boxes.reduce((best, box) => (away(box) < away(best) ? box : best));
  }, middle);
}
