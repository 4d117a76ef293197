import { existsSync } from 'node:fs';
import { fingerprint, isStamped, putStamp } from './fingerprint.mjs';
import { codeCache, inRoot } from './paths.mjs';
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
  'next.config.mjs',
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
    await keepCode(node);
    putStamp(stamp, print);
  });
}

/**
 * Each of the product's processes ends at once here, having no database, port or worker to work with, and
 * leaves what Node made of its code: from the first start on none needs the compiler of types, 18 MB a process.
 */
async function keepCode(node) {
  const env = { NODE_ENV: 'production', NODE_COMPILE_CACHE: codeCache, DATABASE_URL: '', DATABASE_OWNER_URL: '' };
  const start = (file, more) => run(node, [inRoot(file)], { env: { ...env, ...more } });
  await Promise.all([start('lib/server/main.ts'), start('lib/server/worker.ts')]);
  await Promise.all([start('lib/server/supervisor.ts', { PORT: 'none' }), start('lib/steps/shell/runner.ts')]);
}
