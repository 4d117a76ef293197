import { readdirSync, readFileSync } from 'node:fs';

export type Resident = {
  pid: number;
  command: string /** As `ps` says: shared pages in each process. */;
  rssMb: number;
  pssMb: number;
};

/** A process and all below it but PostgreSQL, on Linux; elsewhere none. `pssMb` counts pages that several share once. */
export function residentBelow(root: number): Resident[] {
  const parents = new Map<number, number>();
  for (const name of entries('/proc'))
    if (/^\d+$/.test(name)) {
      const stat = read(`/proc/${name}/stat`);
      const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
      if (parent) parents.set(Number(name), Number(parent));
    }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid)!));
  return [...parents.keys()].filter(isBelow).flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    if (command === '' || /postgres/.test(command.split(' ')[0] ?? '') || /^postgres:/.test(command)) return [];
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
    return [{ pid, command, rssMb: mb('Rss'), pssMb: mb('Pss') }];
  });
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Processes end while they are looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
