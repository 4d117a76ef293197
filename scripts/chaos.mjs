// npm run chaos -- [--kills N] [--seed S] [--minutes M] [--json FILE] [--log FILE]: builds the product as `npm start`
// does, and hands over to chaos/run.ts, which breaks it.
import { spawn } from 'node:child_process';
import { build } from './setup/build.mjs';
import { generate } from './setup/generate.mjs';
import { install } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { environment } from './setup/run.mjs';
import { main } from './setup/say.mjs';

await main(async () => {
  const node = await install();
  await generate(node);
  await build(node);
  return new Promise((resolve) => {
    const child = spawn(node, [inRoot('scripts/chaos/run.ts'), ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: environment(),
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
});
