import type { ApprovalView } from '#lib/contracts/approval.ts';
import { Api, ended } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { addPerson, signIn } from './harness/people.ts';

/** A run looked at after it: at any moment of its past, with everything on the page as it was then. */

const yaml = `
name: looked-back-at
steps:
  - { id: notes, name: Write the notes, kind: template, with: { template: "the notes" } }
  - { id: sign, name: Sign the notes, kind: gate, needs: [notes], gate: {} }
  - { id: send, name: Send them, kind: template, needs: [sign], with: { template: "sent" } }
`;

journey('the playhead takes the whole page back in time, and again to the present', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  await api.publish(yaml);
  const { id } = await api.start('looked-back-at');
  const gate = await api.gate(id, 'sign');
  const signer = await addPerson(api, { name: 'Second Pair', email: 'second-pair@example.org', role: 'reviewer' });

  // While it waits, the page follows by itself.
  await signIn(page, product.url, owner, `/runs/${id}?view=steps`);
  const steps = page.getByRole('tabpanel', { name: 'Steps' });
  await expect(steps.getByRole('button', { name: /Sign the notes/ })).toContainText('Waiting for');
  const { digest } = await signer.api.get<ApprovalView>(`/approvals/${gate}`);
  await signer.api.post(`/approvals/${gate}/decisions`, { action: 'approve', digest });
  const { seq } = await api.run(id, ended);
  await expect(page.getByText('Succeeded: 3 of 3 steps done.')).toBeVisible();

  // Event by event back to where somebody was asked.
  const replay = page.getByRole('region', { name: 'Replay' });
  const line = replay.getByRole('slider', { name: 'Time of the run' });
  const past = page.getByRole('status').filter({ hasText: 'as it was then' });
  await expect(past).toHaveCount(0);
  await line.focus();
  await page.keyboard.press('Home');
  await expect(past).toContainText('(event 1)');
  await expect(steps.getByRole('button', { name: /Send them/ })).toBeVisible();
  await expect(page.getByText('0 of 3 steps done', { exact: false }).first()).toBeVisible();
  const asked = await eventNumber(api, id, 'gate.opened');
  await line.focus();
  for (let at = 1; at < asked; at++) await page.keyboard.press('ArrowRight');
  await expect(past).toContainText(`(event ${asked})`);
  await expect(page.getByText('Waiting for a reviewer to decide Sign the notes.').first()).toBeVisible();

  // Nothing can be done in the past, and nobody has signed yet.
  await expect(page.getByRole('link', { name: 'Decide' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Run again' })).toHaveCount(0);
  await expect(page.getByText('Second Pair')).toHaveCount(0);
  expect(await faults(page)).toEqual([]);

  // The address brings the moment back.
  await expect(page).toHaveURL(new RegExp(`at=${asked}`));
  await page.reload();
  await expect(past).toContainText(`(event ${asked})`);

  // Played to its end in ten seconds, and back to the present.
  await replay.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(past).toContainText(`(event ${seq})`, { timeout: 30_000 });
  await expect(page.getByText('Second Pair').first()).toBeVisible();
  await replay.getByRole('button', { name: 'To the end' }).click();
  await expect(past).toHaveCount(0);
  await expect(page).not.toHaveURL(/at=/);
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
});

/** Of the first event of a type. */
async function eventNumber(api: Api, id: string, type: string): Promise<number> {
  const { items } = await api.get<{ items: { seq: number; type: string }[] }>(`/runs/${id}/events`);
  return items.find((event) => event.type === type)?.seq ?? 0;
}
