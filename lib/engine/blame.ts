import type { MachineCommand } from '#lib/domain/run/command.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';

/**
 * Finds the step whose result the database refuses. After a first refusal appends carry one step each; the one that is
 * refused then is the culprit, and fails with the database's reason instead of being tried for ever.
 */
export class Blame {
  /** One command and one step an append. */
  careful = false;
  readonly #errors = new Map<string, StepError>();

  get errors(): ReadonlyMap<string, StepError> {
    return this.#errors;
  }

  accepted(): void {
    this.careful = false;
  }

  refused(events: readonly RunEvent[], commands: readonly MachineCommand[], error: Error): void {
    const steps = events.flatMap((event) => ('step' in event.data ? [event.data.step] : []));
    const [culprit] = commands.flatMap((command) => ('step' in command ? [command.step] : [])).concat(steps);
    if (this.careful && culprit !== undefined)
      this.#errors.set(culprit, {
        kind: 'output',
        message: `The database could not keep what this step gave: ${error.message.slice(0, 500)}`,
      });
    this.careful = true;
  }

  /** A culprit's result becomes its failure; every other command stays as it is. */
  judged(command: MachineCommand, random: number): MachineCommand {
    if (command.type !== 'attemptSucceeded' && command.type !== 'attemptFailed') return command;
    const error = this.#errors.get(command.step);
    return error ? { type: 'attemptFailed', step: command.step, attempt: command.attempt, error, random } : command;
  }
}
