import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inRoot, root } from './paths.mjs';

/**
 * One hash over files and folders: names and contents, so that a checkout or a copy with new dates is still the same.
 * @param {string[]} places paths in the checkout; those that do not exist count as absent
 * @param {(path: string) => boolean} [counts] which files matter
 */
export function fingerprint(places, counts = () => true) {
  const hash = createHash('sha256');
  for (const file of places.flatMap((place) => files(inRoot(place))).filter((file) => counts(relative(root, file)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function files(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== '.next')
    .sort()
    .flatMap((name) => files(join(path, name)));
}

/** True when the work stamped here was done for this very fingerprint. */
export function isStamped(stamp, print) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

export function putStamp(stamp, print) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}
