// npm run bench -- [name [case …]] [--repeat N] [--quick] [--dags FOLDER] [--json FILE]: builds the product as `npm start` does, installs the peers (bench/
// has a package.json of its own, so that they never become dependencies), and hands over to bench/run.ts.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { build } from './setup/build.mjs';
import { generate } from './setup/generate.mjs';
import { install } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { environment, run } from './setup/run.mjs';
import { main, Stop, step } from './setup/say.mjs';

await main(async () => {
  const node = await install();
  await generate(node);
  await build(node);
  if (isOlder('bench/node_modules/.package-lock.json', 'bench/package-lock.json')) {
    await step('Install the peers', async () => {
      // Their install scripts only tell somebody that they were installed.
      const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
      const { code, output } = await run('npm', args, { cwd: inRoot('bench') });
      if (code !== 0) throw new Stop(output);
    });
  }
  return new Promise((resolve) => {
    const child = spawn(node, [inRoot('bench/run.ts'), ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: environment(),
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('exit', (code) => resolve(code ?? 1));
  });
});

function isOlder(made, from) {
  return !existsSync(inRoot(made)) || statSync(inRoot(made)).mtimeMs < statSync(inRoot(from)).mtimeMs;
}
