import { existsSync } from 'node:fs';
import { fingerprint, isStamped, putStamp } from './fingerprint.mjs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, step } from './say.mjs';

const stamp = inRoot('node_modules/.countersign/generated');

/** Generates the database client from prisma/schema, unless it has been for this very schema. */
export async function generate(node) {
  const print = fingerprint(['prisma/schema', 'prisma.config.ts', 'node_modules/@prisma/client/package.json']);
  if (existsSync(inRoot('lib/storage/generated/client.ts')) && isStamped(stamp, print)) return;
  await step('Generate the database client', async () => {
    const { code, output } = await run(node, [inRoot('node_modules/prisma/build/index.js'), 'generate']);
    if (code !== 0) throw new Stop(`${output.trim()}\nprisma generate failed.`);
    putStamp(stamp, print);
  });
}
