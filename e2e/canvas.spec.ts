import type { Page } from '@playwright/test';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { Api } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** The canvas: adding where one points, ways, groups, notes, the clipboard, finding, and the keyboard alone. */

const yaml = (name: string) => `
name: ${name}
steps:
  - { id: first, kind: template, with: { template: x } }
  - { id: second, kind: template, needs: [first], with: { template: "{{ steps.first.output.text }}" } }
`;

type Spec = { steps: { id: string; kind: string; needs?: unknown[]; group?: string; with?: unknown }[] };

async function open(page: Page, api: Api, name: string, more = ''): Promise<string> {
  const { id } = await api.publish(yaml(name) + more);
  await page.goto(`${api.url}/workflows/${id}`);
  await node(page, 'first').waitFor();
  return id;
}

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const picker = (page: Page) => page.getByRole('dialog', { name: 'Choose the step' });

async function saved(api: Api, id: string): Promise<WorkflowView & { draft: Spec }> {
  return (await api.get<WorkflowView>(`/workflows/${id}`)) as WorkflowView & { draft: Spec };
}

const needsOf = async (api: Api, id: string, step: string) =>
  (await saved(api, id)).draft.steps.find((each) => each.id === step)?.needs;

/** Pastes a text as the browser would. */
const paste = (page: Page, text: string) =>
  page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

journey(
  'a connection let go over empty ground asks what comes there; a plus puts a step between',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    await signIn(page, product.url, owner);
    const id = await open(page, api, 'canvas-by-mouse');

    const box = (await node(page, 'second').boundingBox())!;
    await page.mouse.move(box.x + box.width, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height + 120, { steps: 8 });
    await page.mouse.up();
    await expect(picker(page)).toBeVisible();
    await page.keyboard.type('notify');
    await page.keyboard.press('Enter');
    await expect.poll(() => needsOf(api, id, 'notify')).toEqual(['second']);

    // The canvas glides until the new step is in sight, and what was pointed at goes with it.
    await expect(async () => {
      const [from, to] = [(await node(page, 'first').boundingBox())!, (await node(page, 'second').boundingBox())!];
      await page.mouse.move((from.x + from.width + to.x) / 2, from.y + from.height / 2);
      await page.getByRole('button', { name: 'Add a step between first and second' }).click({ timeout: 2000 });
    }).toPass();
    await picker(page).getByRole('button', { name: 'Wait' }).click();
    await expect.poll(() => needsOf(api, id, 'second')).toEqual(['wait']);
    expect(await needsOf(api, id, 'wait')).toEqual(['first']);

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => needsOf(api, id, 'second')).toEqual(['first']);
  },
);

journey('a way is led elsewhere by its end, and cut by letting go of it over nothing', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  await signIn(page, product.url, owner);
  const id = await open(page, api, 'canvas-ways', '  - { id: third, kind: template, with: { template: x } }\n');
  const takeEnd = async () => {
    // Beside its middle, where the plus for a step between appears.
    const [from, to] = [(await node(page, 'first').boundingBox())!, (await node(page, 'second').boundingBox())!];
    const begin = from.x + from.width;
    await page.mouse.click(begin + (to.x - begin) / 5, from.y + from.height / 2);
    const end = (await page.locator('.react-flow__edgeupdater-target').boundingBox())!;
    await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2);
    await page.mouse.down();
    return end;
  };
  const end = await takeEnd();
  await page.mouse.move(end.x, end.y + 240, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await needsOf(api, id, 'second')) ?? []).toEqual([]);
  await expect(picker(page)).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect.poll(() => needsOf(api, id, 'second')).toEqual(['first']);

  await takeEnd();
  const there = (await node(page, 'third').boundingBox())!;
  await page.mouse.move(there.x, there.y + there.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => needsOf(api, id, 'third')).toEqual(['first']);
  expect((await needsOf(api, id, 'second')) ?? []).toEqual([]);
  await expect(picker(page)).toBeHidden();
});

journey(
  'steps are added, found, walked through, moved, grouped and taken back by keyboard alone',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    await signIn(page, product.url, owner);
    const id = await open(page, api, 'canvas-by-keyboard');
    await node(page, 'second').focus();
    await page.keyboard.press('/');
    await expect(picker(page)).toBeVisible();
    await page.keyboard.type('notify');
    await page.keyboard.press('Enter');
    await expect.poll(() => needsOf(api, id, 'notify')).toEqual(['second']);
    await page.keyboard.press('Escape');

    await node(page, 'notify').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(node(page, 'second')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(node(page, 'first')).toBeFocused();
    await expect.poll(async () => (await saved(api, id)).layout.positions.first).toBeDefined();
    const before = (await saved(api, id)).layout.positions.first!;
    await page.keyboard.press('Shift+ArrowUp');
    await expect
      .poll(async () => (await saved(api, id)).layout.positions.first)
      .toEqual({ ...before, y: before.y - 20 });

    await page.keyboard.press('Control+a');
    await page.keyboard.press('g');
    await expect
      .poll(async () => (await saved(api, id)).draft.steps.map(({ group }) => group))
      .toEqual(['group', 'group', 'group']);
    await page.keyboard.press('Control+z');
    await expect
      .poll(async () => (await saved(api, id)).draft.steps.map(({ group }) => group ?? null))
      .toEqual([null, null, null]);

    await page.keyboard.press('Control+f');
    await page.getByLabel('Find in the drawing').fill('steps.first');
    await page.keyboard.press('Enter');
    await expect(page.getByText('1 of 1')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(node(page, 'second')).toBeFocused();
  },
);

journey(
  'steps are copied as YAML into another workflow; rubbish is refused with its place',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    await signIn(page, product.url, owner);
    await open(page, api, 'canvas-copied-from');
    await page.keyboard.press('Control+a');
    const copy = () =>
      page.evaluate(() => {
        const clipboardData = new DataTransfer();
        document.body.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
        return clipboardData.getData('text/plain');
      });
    // What is copied in the first moment is JSON, until what writes YAML has come.
    await expect.poll(copy).toMatch(/^steps:\n {2}- id: first/);
    const copied = await copy();

    const id = await open(page, api, 'canvas-copied-to');
    await paste(page, copied);
    await expect.poll(() => needsOf(api, id, 'second_2')).toEqual(['first_2']);
    const pasted = (await saved(api, id)).draft.steps.find((step) => step.id === 'second_2');
    expect(pasted?.with).toEqual({ template: '{{ steps.first_2.output.text }}' });

    await paste(page, 'steps:\n  - {id: a\n');
    await expect(page.getByText(/^Line \d/)).toBeVisible();
    await paste(page, 'x'.repeat(10_000_000));
    await expect(page.getByText(/10\.0 million characters/)).toBeVisible();
    await paste(page, 'id: odd\nkind: teleport');
    await expect(node(page, 'odd')).toBeVisible();
    await expect.poll(async () => (await saved(api, id)).findings.map(({ step }) => step)).toContain('odd');
  },
);

journey(
  'notes and groups stay with the drawing, and what stands on the canvas has no serious fault',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    await signIn(page, product.url, owner);
    const id = await open(page, api, 'canvas-notes');
    await page.getByRole('button', { name: 'Stick a note' }).click();
    await page.getByLabel('Text of the note').fill('Ask before this runs');
    await expect
      .poll(async () => Object.values((await saved(api, id)).layout.notes ?? {}))
      .toMatchObject([{ text: 'Ask before this runs' }]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.keyboard.press('Control+a');
    // What is cut comes back whole: a note is not lost because it is no step.
    const cut = await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      document.body.dispatchEvent(new ClipboardEvent('cut', { clipboardData, bubbles: true, cancelable: true }));
      return clipboardData.getData('text/plain');
    });
    await expect(page.getByText('Ask before this runs')).toHaveCount(0);
    await paste(page, cut);
    await expect(page.getByText('Pasted 2 steps and one note')).toBeVisible();
    await expect(page.getByText('Ask before this runs')).toBeVisible();
    const tools = page.getByRole('toolbar', { name: 'Selected steps' });
    await tools.getByRole('button', { name: 'Group' }).click();
    await page.getByRole('button', { name: 'Group group, 2 steps' }).click();
    await page.getByRole('menuitem', { name: 'Rename the group' }).click();
    await page.getByLabel('New name of the group group').fill('writing');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await saved(api, id)).draft.steps.map(({ group }) => group))
      .toEqual(['writing', 'writing']);
    await page.getByRole('button', { name: 'Outline', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Outline' })).toContainText('After first');
    await page.reload();
    await expect(page.getByText('Ask before this runs')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Group writing, 2 steps' })).toBeVisible();
    expect(await faults(page)).toEqual([]);
  },
);
