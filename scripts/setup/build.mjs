import { existsSync } from 'node:fs';
import { fingerprint, isStamped, putStamp } from './fingerprint.mjs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, step } from './say.mjs';

const stamp = inRoot('.next/countersign-build');

/** What the pages are built from. Tests do not count: changing one builds nothing anew. */
const sources = [
  'app',
  'components',
  'lib',
  'prisma/schema',
  'public',
  'next.config.ts',
  'instrumentation-client.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'package.json',
];
const counts = (path) => !/\.test\.tsx?$/.test(path) && !path.startsWith('lib/storage/generated');

/** Builds the pages, unless the build there is was made from these very sources. */
export async function build(node) {
  const print = fingerprint(sources, counts);
  if (existsSync(inRoot('.next/BUILD_ID')) && isStamped(stamp, print)) return;
  await step('Build the pages', async () => {
    const { code, output } = await run(node, [inRoot('node_modules/next/dist/bin/next'), 'build'], {
      env: { NODE_ENV: 'production' },
    });
    if (code !== 0) throw new Stop(`${output.trim()}\nnext build failed.`);
    putStamp(stamp, print);
  });
}
