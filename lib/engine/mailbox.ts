import type { MachineCommand } from '#lib/domain/run/command.ts';
import type { Delivery } from './attempt.ts';
import type { InboxItem } from './ports.ts';

/** `inboxId`: its row, deleted by the append that holds what came of it; null for what came from this process. */
export type Mail = Delivery & { inboxId: string | null; settled: (committed: boolean) => void };

/** What arrived for a run and is not yet committed, oldest first. */
export class Mailbox {
  #mail: Mail[] = [];

  get size(): number {
    return this.#mail.length;
  }

  /** A result from this process. Resolves to true when it is committed, to false when the run is given up before. */
  deliver(delivery: Delivery): Promise<boolean> {
    return new Promise((settled) => {
      this.#mail.push({ ...delivery, inboxId: null, settled });
    });
  }

  /** What the holder itself found out, with nobody waiting for it. */
  note(command: MachineCommand): void {
    this.#mail.push({ command, payloads: new Map(), inboxId: null, settled: () => {} });
  }

  /** Rows of the inbox; those that are here already are passed over. */
  receive(inbox: readonly InboxItem[]): void {
    const known = new Set(this.#mail.map((item) => item.inboxId));
    for (const { id, command } of inbox)
      if (!known.has(id))
        this.#mail.push({
          command: command as MachineCommand,
          payloads: new Map(),
          inboxId: id,
          settled: () => {},
        });
  }

  take(max = Number.POSITIVE_INFINITY): Mail[] {
    return this.#mail.splice(0, max);
  }

  /** The append with these did not happen: they come first again. */
  putBack(mail: readonly Mail[]): void {
    this.#mail.unshift(...mail);
  }

  giveUp(): void {
    for (const item of this.#mail.splice(0)) item.settled(false);
  }
}
