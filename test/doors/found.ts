import { globSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { documents } from '#lib/server/http/documents.ts';
import { probes } from '#lib/server/http/probes.ts';
import type { Route } from '#lib/server/http/route.ts';

// What there is to come in by, as the code itself says: nothing here is a list that somebody keeps.

const root = new URL('../..', import.meta.url).pathname;

/** `app/(app)/runs/[id]/page.tsx` → `/runs/[id]`. */
function addressOf(file: string): string {
  const folders = file.split(sep).slice(1, -1);
  return `/${folders.filter((folder) => !/^\(.+\)$/.test(folder)).join('/')}`;
}

const files = (pattern: string) =>
  globSync(pattern, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));

/** Handlers of the HTTP API in whatever file they are made: the route each one is for. */
export async function foundCalls(): Promise<Route[]> {
  const makers = files('lib/**/*.ts')
    .filter((file) => !/\.test\.ts$|\/fixture\/|^lib\/storage\/generated\//.test(file))
    .filter(
      (file) => /\bhandle\(\w/.test(readFileSync(`${root}${file}`, 'utf8')) && file !== 'lib/server/http/handle.ts',
    );
  const modules = await Promise.all(makers.map((file): Promise<Record<string, unknown>> => import(`${root}${file}`)));
  return modules
    .flatMap((module) => Object.values(module).flat())
    .flatMap((exported) => (typeof exported === 'function' && 'route' in exported ? [exported.route as Route] : []));
}

/** Handlers under app/: address → methods. */
export async function foundHandlers(): Promise<Map<string, string[]>> {
  const found = await Promise.all(
    files('app/**/route.{ts,tsx,js}').map(async (file): Promise<[string, string[]]> => {
      const module: Record<string, unknown> = await import(`${root}${file}`);
      return [
        addressOf(file),
        Object.keys(module)
          .filter((name) => /^[A-Z]+$/.test(name))
          .toSorted(),
      ];
    }),
  );
  return new Map(found);
}

/** Pages by address, with the groups of folders they stand in: `(app)` is behind the sign-in. */
export const foundPages = (): { address: string; group: string }[] =>
  files('app/**/page.{ts,tsx,js,jsx,mdx}').map((file) => ({
    address: addressOf(file),
    group: /^app\/(\([^/]+\))\//.exec(file)?.[1] ?? '',
  }));

/** Files under app/ that Next would serve or run in a way of their own, beside pages and handlers. */
export function foundOddFiles(): string[] {
  const known = /^(page|route|layout|not-found|error|global-error|loading|template|default)$/;
  return files('app/**/*.{ts,tsx,js,jsx,mjs,cjs,mdx,ico,png,svg,jpg,xml,txt,webmanifest,json}').filter(
    (file) => !known.test(basename(file).replace(/\.\w+$/, '')),
  );
}

/** Code that Next runs before or instead of routes. */
export const foundInterceptors = () =>
  files('{,src/}{middleware,proxy,instrumentation}.{ts,tsx,js,mjs}').concat(files('{,src/}pages/**/*.{ts,tsx,js,jsx}'));

/** Files with functions that a browser may call without an address. */
export const foundServerActions = () =>
  files('{app,components,lib}/**/*.{ts,tsx}')
    .filter((file) => !file.startsWith('lib/storage/generated/'))
    .filter((file) => /^\s*(['"])use server\1/m.test(readFileSync(`${root}${file}`, 'utf8')));

/** Paths outside the API that are answered before Next's router. */
export const foundAddresses = () => [...Object.keys(probes), ...Object.keys(documents)];

const commandsIn = (folder: string) =>
  files(`${folder}/*.ts`)
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => basename(file, '.ts'));

/** What the command line does with a key over HTTP. */
export const foundCommands = () => commandsIn('lib/sdk/cli/commands');

/** What whoever has the data folder or the database does. */
export const foundOperations = () => commandsIn('lib/server/cli');
