import { logChannel } from './channel-kind.ts';

/**
 * Names of channels that a workflow writes out: in its steps of the kind notify wherever they stand (in maps, fallbacks,
 * handlers), in what follows a failure, and in rules. A name that a template makes is not known before the run.
 */
export function channelsUsedIn(spec: unknown): string[] {
  const names = new Set<string>();
  collect(spec, names);
  names.delete(logChannel);
  return [...names];
}

function collect(value: unknown, names: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  const given = value as { kind?: unknown; action?: unknown; with?: unknown; channel?: unknown; notify?: unknown };
  if (given.kind === 'notify') add(given.with, names);
  if (given.action === 'notify') add(given, names);
  if (Array.isArray(given.notify)) for (const one of given.notify) add(one, names);
  for (const part of Object.values(value)) collect(part, names);
}

function add(holder: unknown, names: Set<string>): void {
  const { channel } = (holder ?? {}) as { channel?: unknown };
  if (typeof channel === 'string' && !channel.includes('{{')) names.add(channel);
}
