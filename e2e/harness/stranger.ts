import { expect } from '@playwright/test';
import { pages } from '../../test/doors/listed.ts';
import { Api } from './api.ts';
import type { Product } from './product.ts';
import { header, lines, type RawAnswer, raw } from './raw.ts';

export const mark = 'NOT-FOR-STRANGERS';
export const nowhere = '00000000-0000-4000-8000-000000000000';
export const at = (path: string) => path.replaceAll(/\[\w+\]|\{\w+\}/g, nowhere);
export const closed = Object.keys(pages).filter((page) => pages[page] === 'known');

/** A workspace in which every text tells whose it is. */
async function furnish(product: Product): Promise<{ owner: Api; run: string; workflow: string }> {
  const owner = new Api(product.url, product.adminKey);
  await owner.patch('/workspace', { name: `Workspace ${mark}` });
  const made = await owner.publish(
    `name: Workflow ${mark}\ndescription: ${mark}\nsteps:\n  - { id: one, kind: template, with: { template: "${mark}" } }\n`,
  );
  const { id } = await owner.start(made.id);
  await owner.run(id, ({ status }) => status === 'succeeded');
  return { owner, run: id, workflow: made.id };
}

const furnished = new WeakMap<Product, ReturnType<typeof furnish>>();

/** The same for every journey of a product. */
export function furniture(product: Product): ReturnType<typeof furnish> {
  const known = furnished.get(product) ?? furnish(product);
  furnished.set(product, known);
  return known;
}

/** A stranger was told nothing: turned away, sent to the sign-in of this very server, or not understood. */
export function expectNothing(answer: RawAnswer, url: string, what: string): void {
  const { status, body } = answer;
  expect.soft(body.includes(mark), `${what} shows what is inside`).toBe(false);
  expect.soft(status, what).toBeLessThan(500);
  if (status >= 300 && status < 400) {
    // An address written another way is first sent to the same one written as usual.
    const to = header(answer, 'location') ?? '';
    expect.soft(new URL(to, url).origin, `${what} leads to ${to}`).toBe(url);
    return;
  }
  if (status === 0 || status >= 400 || status === 204) return;
  // What is left is empty, or a page that is for everybody.
  expect.soft(body, `${what}: ${status}`).toMatch(/^\s*$|Sign in · Countersign/);
}

/** Asks, and goes where the server sends it, with the same headers: as far as the sign-in, three times at most. */
export async function ask(
  url: string,
  method: string,
  path: string,
  headers: readonly (readonly [string, string])[] = [],
) {
  let answer = await raw(url, lines(url, `${method} ${path}`, headers));
  for (let turn = 0; turn < 3 && answer.status >= 300 && answer.status < 400; turn++) {
    const to = new URL(header(answer, 'location') ?? '', url);
    if (to.origin !== url || /^\/(sign-in|api\/auth)/.test(to.pathname)) break;
    answer = await raw(url, lines(url, `${method} ${to.pathname}${to.search}`, headers));
  }
  return answer;
}
