import type { Page } from '@playwright/test';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { Api } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** A gate is designed in the editor, by mouse and by keyboard, and read back as the sentence that stands above it. */

const yaml = (name: string) => `
name: ${name}
steps:
  - { id: note, name: The note, kind: template, with: { template: x } }
`;

/** Opens the gate's tab of a new workflow. */
async function openGate(page: Page, api: Api, name: string): Promise<string> {
  const { id } = await api.publish(yaml(name));
  await page.goto(`${api.url}/workflows/${id}`);
  await page.locator('.react-flow__node[data-id="note"]').click();
  await panelOf(page).getByRole('tab', { name: /^Gate/ }).click();
  return id;
}

const panelOf = (page: Page) => page.locator('[data-step-panel]');

/** The gate as the server has it, once it has what was drawn last. */
async function savedGate(api: Api, id: string, has: string): Promise<unknown> {
  const gate = async () => {
    const { draft } = await api.get<WorkflowView>(`/workflows/${id}`);
    return (draft as { steps: { gate?: unknown }[] }).steps[0]?.gate;
  };
  await expect.poll(async () => JSON.stringify(await gate())).toContain(has);
  return gate();
}

journey('a gate with all its parts is designed by mouse', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  for (const name of ['designers', 'design leads', 'design interns']) await api.post('/groups', { name });
  await api.post('/policies', {
    name: 'design rules',
    demand: { mandatory: true, commentRequired: ['cancel'] },
  });
  await signIn(page, product.url, owner);
  const id = await openGate(page, api, 'designed-by-mouse');
  const panel = panelOf(page);
  const choose = async (field: string, typed: string, option: string) => {
    await panel.getByLabel(field).fill(typed);
    await page.getByRole('option', { name: option }).click();
  };

  await panel.getByRole('button', { name: 'Add a gate' }).click();
  await panel.getByLabel('Question').fill('May this note go out?');
  await choose('Groups who may decide', 'designers', 'designers');
  await panel.getByLabel('Number of people').fill('2');
  await choose('Who can never let it pass', 'interns', 'design interns');

  await panel.getByText('What they may do').click();
  await panel.getByLabel('Fields that need a second reviewer').fill('text');
  await panel.getByRole('switch', { name: 'Password or code again' }).click();

  await panel.getByText('When', { exact: true }).click();
  await panel.getByLabel('Due').fill('1d');
  await panel.getByLabel('Reminders').fill('4h, 20h');
  await panel.getByRole('button', { name: 'Escalate' }).click();
  await panel.getByLabel('After (stage 1)').fill('8h');
  await choose('Whom (stage 1)', 'leads', 'design leads');
  await panel.getByLabel('Closes by itself after').fill('3d');

  const own =
    'After The note, 2 of group designers must let its output pass within 1d; they may edit it, have it run again, drop the result or cancel the run; to let it pass, they give their password or a code again; an edit of text takes effect only when somebody else approves it too; group design interns can never let it pass; those who are asked and have not signed are reminded after 4h and 20h; without a decision, it also asks group design leads after 8h; without a decision after 3d, the run is cancelled.';
  await expect(panel.getByText(own)).toBeVisible();

  await panel.getByText('Policy of the workspace').click();
  await panel.getByLabel('Policy', { exact: true }).click();
  await page.getByRole('option', { name: 'design rules' }).click();
  await expect(panel.getByRole('region', { name: 'Policy design rules' })).toContainText('It cannot be skipped.');
  await expect(panel.getByRole('switch', { name: 'Mandatory' })).toBeDisabled();
  await expect(
    panel.getByText(/; it cannot be skipped; .* the policy “design rules” of the workspace is kept\.$/),
  ).toBeVisible();

  expect(await savedGate(api, id, 'design rules')).toEqual({
    placement: 'after',
    title: 'May this note go out?',
    reviewers: { groups: ['designers'] },
    quorum: 2,
    exclude: ['design interns'],
    secondReviewer: ['text'],
    stepUp: true,
    due: '1d',
    remind: ['4h', '20h'],
    escalate: { after: '8h', to: { groups: ['design leads'] } },
    expire: { after: '3d', then: 'cancel' },
    policy: 'design rules',
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await faults(page)).toEqual([]);
  }
  // Folded, a part says what is set in it.
  await panel.getByText('When', { exact: true }).click();
  await expect(panel.getByText('due after 1d · 2 reminders · escalates once · closes after 3d: cancel')).toBeVisible();
});

journey('the keyboard alone designs a gate', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  await api.post('/groups', { name: 'key designers' });
  await signIn(page, product.url, owner);
  const id = await openGate(page, api, 'designed-by-keyboard');
  const panel = panelOf(page);
  const keys = async (...pressed: string[]) => {
    for (const key of pressed) await page.keyboard.press(key);
  };

  await panel.getByRole('button', { name: 'Add a gate' }).focus();
  await keys('Enter');
  await panel.getByLabel('Groups who may decide').focus();
  await page.keyboard.type('key des');
  await expect(page.getByRole('option', { name: 'key designers' })).toBeVisible();
  await keys('ArrowDown', 'Enter', 'Tab', 'Tab');
  // The expression, which completes what the workflow has.
  await expect(panel.getByLabel('And whoever an expression names')).toBeFocused();
  await page.keyboard.type('run.startedBy.em');
  await expect(page.getByRole('option', { name: /^email/ })).toBeVisible();
  await keys('Enter');
  await expect(
    panel.getByText(/After The note, one of group key designers and those that `run\.startedBy\.email` names/),
  ).toBeVisible();

  await panel.getByText('When', { exact: true }).locator('xpath=ancestor::summary').focus();
  await keys('Enter', 'Tab');
  await page.keyboard.type('4h');
  await keys('Tab');
  await page.keyboard.type('1h, 2h');
  await keys('Tab');
  await expect(panel.getByRole('button', { name: 'Escalate' })).toBeFocused();
  await expect(panel.getByText(/pass within 4h; .* reminded after 1h and 2h/)).toBeVisible();
  expect(await savedGate(api, id, '2h')).toMatchObject({
    reviewers: { groups: ['key designers'], expression: 'run.startedBy.email' },
    due: '4h',
    remind: ['1h', '2h'],
  });
});
