import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/** The file that a program's name leads to, as exec would find it on this PATH; null when there is none to run. */
export function findProgram(name: string, path: string, cwd = process.cwd()): string | null {
  if (name.includes('/')) return isProgram(resolve(cwd, name)) ? resolve(cwd, name) : null;
  const places = path.split(delimiter).map((folder) => resolve(cwd, folder, name));
  return places.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
