import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '#lib/server/supervisor/process-identity.ts';

/** Removes scratch folders of attempts (named `<pid>-…`) whose worker is gone. */
export async function clearScratch(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'work', 'attempts');
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number.parseInt(name, 10);
    if (Number.isInteger(pid) && pid !== process.pid && isAlive(pid)) continue;
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}
