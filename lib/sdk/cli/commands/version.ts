import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function version(): Promise<number> {
  const file = await readFile(join(import.meta.dirname, '../../../../package.json'), 'utf8');
  process.stdout.write(`countersign ${(JSON.parse(file) as { version: string }).version}\n`);
  return 0;
}
