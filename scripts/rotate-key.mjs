// npm run rotate-key: see lib/server/cli/rotate-key.ts, which needs the pinned Node.
import { spawnSync } from 'node:child_process';
import { generate } from './setup/generate.mjs';
import { install } from './setup/install.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { environment } from './setup/run.mjs';
import { main } from './setup/say.mjs';

await main(async () => {
  const node = await install();
  await generate(node);
  const env = { ...environment(), NODE_ENV: 'production' };
  return spawnSync(node, [inRoot('lib/server/cli/rotate-key.ts')], { cwd: root, env, stdio: 'inherit' }).status ?? 1;
});
