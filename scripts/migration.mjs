// npm run migrate:new -- NAME [--again]: see write-migration.ts, which needs the pinned Node.
import { spawnSync } from 'node:child_process';
import { generate } from './setup/generate.mjs';
import { install } from './setup/install.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { main } from './setup/say.mjs';

await main(async () => {
  const node = await install();
  await generate(node);
  return (
    spawnSync(node, [inRoot('scripts/write-migration.ts'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
      .status ?? 1
  );
});
