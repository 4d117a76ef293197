import { globSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Paths that need no session, read from the folders: pages in `app/(auth)`, handlers (each asks by itself), pictures of
 * the site, files of `public`. Whatever else there is or comes is behind the sign-in.
 */
export function openPages(root: string): (path: string) => boolean {
  const app = globSync(['(auth)/**/page.tsx', '**/route.ts', '{icon,apple-icon,favicon,manifest,robots}*.*'], {
    cwd: join(root, 'app'),
  });
  const addresses = [
    ...app.map((file) => file.replace(/(^|[/\\])(page\.tsx|route\.ts)$/, '')),
    ...globSync('**/*.*', { cwd: join(root, 'public') }),
  ].map((file) => file.split(sep).filter((folder) => !/^\(.+\)$/.test(folder)));
  const patterns = addresses.map((parts) => new RegExp(`^/${parts.map(patternOf).join('/')}/?$`));
  return (path) => isPlain(path) && (/^\/_next\//.test(path) || patterns.some((pattern) => pattern.test(path)));
}

const patternOf = (part: string) =>
  /^\[\.\.\./.test(part) ? '.+' : /^\[/.test(part) ? '[^/%]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Written as every client of good faith writes it: what the router might read in two ways is not open. */
const isPlain = (path: string) => !/\/\/|\\|%(00|2e|2f|5c)|\/\.{1,2}(\/|$)/i.test(path);
