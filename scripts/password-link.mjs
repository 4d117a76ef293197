// npm run password-link -- someone@example.org: see lib/server/cli/password-link.ts, which needs the pinned Node.
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
  const args = [inRoot('lib/server/cli/password-link.ts'), ...process.argv.slice(2)];
  return spawnSync(node, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
});
