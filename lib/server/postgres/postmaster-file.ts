import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server writes to `postmaster.pid` in its folder. */
export interface PostmasterFile {
  pid: number;
  port: number | null;
  /** `starting`, `ready`, `stopping`, `standby`; empty while the server has only just come up. */
  status: string;
}

/** Reads `postmaster.pid` (format: PostgreSQL's `src/include/utils/pidfile.h`); `null` when there is none or it is cut short. */
export function readPostmasterFile(folder: string): PostmasterFile | null {
  let text: string;
  try {
    text = readFileSync(join(folder, 'postmaster.pid'), 'utf8');
  } catch {
    return null;
  }
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const port = Number(lines[3]);
  return { pid, port: Number.isInteger(port) && port > 0 ? port : null, status: lines[7]?.trim() ?? '' };
}
