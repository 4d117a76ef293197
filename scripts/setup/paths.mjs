import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, wherever the command was called from. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const inRoot = (...parts) => join(root, ...parts);

/** The Node that the lock file pins, as npm installed it. */
export const pinnedNode = () => {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return (
    [inRoot('node_modules/node/bin', name), inRoot('node_modules/.bin', name)].find((file) => existsSync(file)) ?? null
  );
};

/** Where Node keeps what it made of our code (NODE_COMPILE_CACHE). */
export const codeCache = inRoot('node_modules/.cache/countersign');
