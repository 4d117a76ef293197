// node scripts/complete-lock.mjs [FOLDER]: names packages for other machines in package-lock.json, the checkout's or the
// folder's (`bench`).
//
// Packages with machine code come as one optional package for each system. A registry that mirrors only some of them
// makes `npm install` leave the others out of the lock file, and `npm ci` then refuses that file everywhere. This adds
// them with the version their parent asks for; npm fetches one only on the system that it is for.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './setup/paths.mjs';
import { say } from './setup/say.mjs';

const file = inRoot(join(process.argv[2] ?? '', 'package-lock.json'));
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = ['android', 'darwin', 'freebsd', 'linux', 'win32', 'openharmony', 'sunos', 'netbsd', 'openbsd', 'aix'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32'];

/** `@next/swc-linux-x64-musl` → `{ os: ['linux'], cpu: ['x64'], libc: ['musl'] }` */
function machine(name) {
  const words = name
    .split(/[-/]/)
    .map((word) => (word === 'windows' ? 'win32' : word === 'ohos' ? 'openharmony' : word));
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : os[0] === 'linux' && words.includes('gnu')
      ? ['glibc']
      : [];
  return Object.fromEntries(Object.entries({ cpu, libc, os }).filter(([, list]) => list.length > 0));
}

const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const [nested, top] = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    if (lock.packages[nested] || lock.packages[top]) continue;
    const where = machine(name);
    if (!/^\d+\.\d+\.\d+[\w.-]*$/.test(version) || !where.cpu) continue;
    lock.packages[top] = { version, ...where, ...(entry.dev && { dev: true }), optional: true };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
say(added.length > 0 ? added.join('\n') : 'The lock file names every package.');
