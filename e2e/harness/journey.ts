import { test as base } from '@playwright/test';
import { type Product, startProduct } from './product.ts';

/** The owner of products made by `journey`. */
export const owner = { email: 'owner@example.org', password: 'correct horse battery staple' };

/**
 * Playwright's `test` with a `product` that has an owner, one for each test file's worker. A journey that begins with the
 * set-up page calls `startProduct()` itself.
 */
export const journey = base.extend<object, { product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of this pattern.
    async ({}, use) => {
      const product = await startProduct({ admin: owner });
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

export { expect } from '@playwright/test';
