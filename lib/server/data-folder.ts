import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** The folder that holds package.json: two above this file. A function, since a bundled copy of this file lies elsewhere. */
export function checkoutFolder(): string {
  return resolve(import.meta.dirname, '../..');
}

/**
 * Where data lives when COUNTERSIGN_DATA_DIR says nothing: `.data` in the checkout. PostgreSQL refuses to run as root,
 * so root starts it under another account; when that account cannot walk to the checkout (root's home, a private
 * temporary folder) the data goes to a folder of its own under `/var/lib/countersign`, one for each checkout.
 */
export function defaultDataFolder(root: string = checkoutFolder(), isRoot: boolean = process.getuid?.() === 0): string {
  if (!isRoot || everyoneMayEnter(root)) return join(root, '.data');
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return join('/var/lib/countersign', `${basename(root)}-${mark}`);
}

/** True when the folder and all folders above it let any account pass through. */
export function everyoneMayEnter(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
