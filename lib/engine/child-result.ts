import type { MachineCommand } from '#lib/domain/run/command.ts';
import { isRef } from '#lib/domain/run/value.ts';
import type { Mail } from './mailbox.ts';
import { pack, type ValueCache } from './values.ts';

/** What children gave becomes what their steps gave, in place: only the holder can read outputs that are large. */
export async function takeChildResults(items: Mail[], values: ValueCache): Promise<void> {
  for (const [index, item] of items.entries())
    if (item.command.type === 'childSucceeded') {
      const { outputs } = item.command;
      if (isRef(outputs)) await values.load([outputs.ref]);
      items[index] = { ...item, ...stepResult(item.command, values) };
    }
}

function stepResult(
  { step, attempt, runId, number, outputs }: Extract<MachineCommand, { type: 'childSucceeded' }>,
  values: ValueCache,
): Pick<Mail, 'command' | 'payloads'> {
  const payloads = new Map<string, string>();
  try {
    const output = pack({ runId, number, status: 'succeeded', outputs: values.resolve(outputs) }, payloads);
    return { command: { type: 'attemptSucceeded', step, attempt, output }, payloads };
  } catch (cause) {
    const message = `The outputs of run ${number} cannot be kept: ${cause instanceof Error ? cause.message : cause}`;
    const error = { kind: 'output', message, details: { runId, number } } as const;
    return { command: { type: 'attemptFailed', step, attempt, error, random: 0 }, payloads };
  }
}
