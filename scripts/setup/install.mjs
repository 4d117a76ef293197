import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fingerprint, isStamped, putStamp } from './fingerprint.mjs';
import { inRoot, pinnedNode } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, step } from './say.mjs';

const stamp = inRoot('node_modules/.countersign/installed');

/** Makes node_modules what package-lock.json says (`npm ci`), unless it is already; returns the pinned Node's path. */
export async function install() {
  const print = fingerprint(['package-lock.json', 'package.json']);
  if (!isStamped(stamp, print) && !matchesLock()) {
    await step('Install what the lock file says', async () => {
      const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund']);
      if (code !== 0) throw new Stop(`${output.trim()}\nnpm ci failed.`);
    });
  }
  const node = requirePinnedNode();
  if (!isStamped(stamp, print)) mark(print);
  return node;
}

/** npm keeps a copy of what it installed; where that says the same as the lock file there is nothing to install. */
function matchesLock() {
  const kept = inRoot('node_modules/.package-lock.json');
  if (!existsSync(kept)) return false;
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readFileSync(kept, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      (there[path]
        ? there[path].version === entry.version
        : entry.optional === true || entry.devOptional === true || entry.peer === true),
  );
}

function mark(print) {
  try {
    putStamp(stamp, print);
  } catch {
    // A read-only checkout that is complete is fine; it is compared anew at the next start.
  }
}

function requirePinnedNode() {
  const node = pinnedNode();
  if (node && spawnSync(node, ['--version']).status === 0) return node;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Stop(
    [
      `The Node that this version pins was not installed (node_modules/node/bin/node does not run), and this machine's is ${process.version}.`,
      'It comes through an install script; npm is probably told to ignore those (npm config get ignore-scripts).',
      'Allow this one:  npm rebuild node --ignore-scripts=false',
    ].join('\n'),
  );
}
