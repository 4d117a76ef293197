import { type Product, startProduct } from '../../e2e/harness/product.ts';
import type { EmbeddedServer } from '../../lib/server/postgres/server.ts';
import { makeDatabase } from './database.ts';
import { Door } from './door.ts';

/** The product under way, and the way in. */
export type Running = { product: Product; door: Door; ownerUrl: string; applicationUrl: string };

export const owner = { email: 'owner@example.org', password: 'only-for-this-bench' };

/** Boots the shipped product on an empty database of this server. */
export async function boot(server: EmbeddedServer, env: Record<string, string> = {}): Promise<Running> {
  const database = await makeDatabase(server);
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const [ownerUrl, applicationUrl] = [at(server.ownerUrl), at(server.applicationUrl)];
  const product = await startProduct({
    admin: owner,
    env: { DATABASE_URL: applicationUrl, DATABASE_OWNER_URL: ownerUrl, ...env },
  });
  return {
    product,
    door: new Door(product.url, { authorization: `Bearer ${product.adminKey}` }),
    ownerUrl,
    applicationUrl,
  };
}

/** The first calls of a process compile its code: nobody measures them. */
export async function warmUp({ door }: Running): Promise<void> {
  const { id } = await door.publish(chainOf('warm-up', 50));
  for (let index = 0; index < 3; index++) await door.start(id);
  await door.ended(id);
}

type Step = { id: string; kind: string; needs?: string[]; with: Record<string, unknown> } & Record<string, unknown>;
export type Spec = { name: string; steps: Step[] } & Record<string, unknown>;

export const empty = (id: string, needs: string[] = []): Step => ({
  id,
  kind: 'template',
  needs,
  with: { template: '' },
});

/** Empty `template` steps, each needing the one before. */
export const chainOf = (name: string, length: number): Spec => ({
  name,
  steps: Array.from({ length }, (_, index) => empty(`s${index}`, index === 0 ? [] : [`s${index - 1}`])),
});
