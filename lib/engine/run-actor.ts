import type { RunState } from '#lib/domain/run/state.ts';
import type { ActorTools } from './actor-tools.ts';
import { Alarm } from './alarm.ts';
import type { Delivery } from './attempt.ts';
import { Blame } from './blame.ts';
import { takeChildResults } from './child-result.ts';
import { Draft } from './draft.ts';
import { DriverAttempts, lostAttempts } from './driver-attempts.ts';
import { stopUnwanted, takeDue } from './due.ts';
import { effectsOf, nextDue, onlyWaits } from './effects.ts';
import { type Mail, Mailbox } from './mailbox.ts';
import { askedOnce } from './policies.ts';
import type { Append, AppendResult, HeldRun } from './ports.ts';
import { ReadyLine } from './ready-line.ts';
import { type SettleTools, settle } from './settle.ts';
import { ValueCache } from './values.ts';

const usualLimit = { steps: 256, ms: 8 };

/**
 * Drives one run while this worker holds it.
 *
 *   fold what arrived ─▶ settle ─▶ append ──ok──▶ start effects ─▶ released? end : wait for a knock, a result, a timer
 *         ▲                          │ refused                                        │
 *         └──── reload the state ◀───┘ (no effect was started) ◀──────────────────────┘
 *
 * One append is in flight at a time, and everything that waits goes into the next one together.
 */
export class RunActor {
  readonly runId: string;
  readonly #tools: ActorTools;
  readonly #workspaceId: string;
  readonly #epoch: number;
  readonly #values: ValueCache;
  readonly #running: DriverAttempts;
  readonly #blame = new Blame();
  #state: RunState;
  #line: ReadyLine;
  /** Seq of the last event that is committed. */
  #version: number;
  readonly #mailbox = new Mailbox();
  #knocked = false;
  /** The state in memory was changed by an append that did not happen. */
  #stale = false;
  readonly #alarm = new Alarm();
  #mode: 'driving' | 'stopping' | 'dropped' = 'driving';
  /** Resolves when the run is no longer held here. */
  readonly done: Promise<void>;

  constructor(held: HeldRun, tools: ActorTools) {
    this.runId = held.runId;
    this.#tools = tools;
    this.#running = new DriverAttempts(tools);
    this.#workspaceId = held.workspaceId;
    this.#epoch = held.epoch;
    this.#values = new ValueCache(tools.store, held.workspaceId);
    this.#state = held.state;
    this.#line = new ReadyLine(held.state.ready);
    this.#version = held.state.seq;
    this.#receive(held);
    for (const command of lostAttempts(held, tools.kinds)) this.#mailbox.note(command);
    this.done = this.#drive();
  }

  get version(): number {
    return this.#version;
  }

  /** Knocked at while it gave the run back: somebody has to look again. */
  get unheard(): boolean {
    return this.#knocked;
  }

  /** A result from this process. True when it is committed (or changed nothing); false when the run is not ours any more. */
  deliver(delivery: Delivery): Promise<boolean> {
    if (this.#mode === 'dropped') return Promise.resolve(false);
    const settled = this.#mailbox.deliver(delivery);
    this.#alarm.ring();
    return settled;
  }

  /** Something outside changed: a row in the inbox, a person's command. */
  knock(): void {
    this.#knocked = true;
    this.#alarm.ring();
  }

  /** Lets go of the run after the append under way; the session's end hands back what does not only wait. */
  stop(): void {
    if (this.#mode === 'driving') this.#mode = 'stopping';
    this.#alarm.ring();
  }

  /** The lease is gone: ends at once, saying nothing. */
  drop(): void {
    this.#mode = 'dropped';
    this.#alarm.ring();
  }

  async #drive(): Promise<void> {
    let pauseMs = 50;
    while (this.#mode !== 'dropped') {
      try {
        if (await this.#turn()) break;
        pauseMs = 50;
      } catch (error) {
        // The connection, or a fault of ours: the state in memory may be ahead of the truth, so it is read anew.
        this.#tools.onError(error, this.runId);
        this.#stale = true;
        await this.#alarm.wait(pauseMs);
        pauseMs = Math.min(pauseMs * 2, 2000);
      }
    }
    this.#mode = 'dropped';
    this.#running.abandon();
    this.#mailbox.giveUp();
  }

  /** One round. True when the run is given back. */
  async #turn(): Promise<boolean> {
    if (this.#stale) {
      if (!(await this.#reload())) return true;
    } else if (this.#knocked) {
      this.#knocked = false;
      if (!(await this.#lookOutside())) return true;
    }
    const items = this.#mailbox.take(this.#blame.careful ? 1 : undefined);
    const draft = new Draft(this.#state, () => this.#tools.clock.now());
    let reserved = 0;
    try {
      await takeChildResults(items, this.#values);
      this.#fold(draft, items);
      const tools: SettleTools = {
        ...this.#tools,
        workspaceId: this.#workspaceId,
        runId: this.runId,
        epoch: this.#epoch,
        values: this.#values,
        line: this.#line,
        policies: askedOnce(this.#tools.policies),
        now: () => this.#tools.clock.now(),
        reserveSlot: (_step, _attempt, pool) => {
          const free = this.#tools.slots.reserve({ workspaceId: this.#workspaceId, pool });
          if (free) reserved += 1;
          return free;
        },
        poisoned: this.#blame.errors,
        limit: this.#blame.careful ? { steps: 1, ms: 8 } : usualLimit,
      };
      await this.#tools.turns.take(async () => {
        if (this.#mode === 'driving') await settle(draft, tools);
      });
    } catch (error) {
      this.#tools.slots.unreserve(reserved);
      this.#mailbox.putBack(items);
      throw error;
    }
    const waits = onlyWaits(this.#state, this.#tools.clock.now());
    const consumed = items.flatMap((item) => item.inboxId ?? []);
    if (draft.events.length === 0 && consumed.length === 0) {
      for (const item of items) item.settled(true);
      if (this.#mailbox.size > 0) return false;
      if (waits) return this.#release();
      // Handed back with the session, whose end tells others that it has to go on.
      if (this.#mode === 'stopping') return true;
      await this.#wait();
      return false;
    }
    return this.#commit(draft, items, consumed, waits && this.#mailbox.size === 0, reserved);
  }

  #fold(draft: Draft, items: Mail[]): void {
    for (const { command, payloads } of items) {
      const taken = this.#blame.judged(command, this.#tools.chance.number());
      if (draft.take(taken) > 0) for (const [hash, text] of payloads) draft.payloads.set(hash, text);
      this.#values.keep(payloads);
    }
    takeDue(draft, this.#tools.clock.now(), { epoch: this.#epoch, worker: this.#tools.worker });
    if (draft.events.some((event) => event.type === 'steps.reset')) this.#line.restart();
    stopUnwanted(draft, { runId: this.runId, running: this.#running, slots: this.#tools.slots });
  }

  async #commit(draft: Draft, items: Mail[], consumed: string[], release: boolean, reserved: number): Promise<boolean> {
    const { session, slots, chance } = this.#tools;
    const effects = effectsOf(draft.state, draft.events, session.id);
    const append: Append = {
      runId: this.runId,
      workspaceId: this.#workspaceId,
      version: this.#version,
      epoch: this.#epoch,
      session,
      commitId: chance.id(),
      events: draft.events,
      state: draft.state,
      touched: draft.touched,
      payloads: draft.payloads,
      effects,
      consumed,
      release,
    };
    const result = await this.#append(append).catch((error: unknown) => {
      slots.unreserve(reserved);
      this.#mailbox.putBack(items);
      throw error;
    });
    if (!result.ok) {
      slots.unreserve(reserved);
      this.#mailbox.putBack(items);
      if (result.reason === 'data') {
        this.#tools.onError(result.error, this.runId);
        this.#blame.refused(
          draft.events,
          items.map(({ command }) => command),
          result.error,
        );
      }
      return !(await this.#reload());
    }
    this.#tools.clock.sync(result.now);
    this.#version = draft.state.seq;
    this.#blame.accepted();
    for (const item of items) item.settled(true);
    for (const task of effects.poolTasks) {
      if (task.sessionId === session.id) slots.start({ ...task, runId: this.runId, workspaceId: this.#workspaceId });
      else slots.offer(task.pool);
    }
    for (const event of draft.events)
      if (event.type === 'attempt.started' || event.type === 'attempt.resumed') this.#startHere(event.data.step);
    if (release && !result.released) this.#knocked = true;
    const { posts, children } = effects;
    this.#tools.follow({ posted: posts.map(({ runId }) => runId), children: children.map(({ id }) => id) });
    return result.released;
  }

  /** A row that is locked (a person's command is under way) is asked for again: the append is as good as before. */
  async #append(append: Append): Promise<AppendResult> {
    for (;;) {
      const result = await this.#tools.store.append(append);
      if (result.ok || result.reason !== 'busy' || this.#mode === 'dropped') return result;
      await this.#alarm.wait(5);
    }
  }

  #startHere(id: string): void {
    const about = { runId: this.runId, workspaceId: this.#workspaceId, state: this.#state, values: this.#values };
    this.#running.start(about, id, (delivery) => this.deliver(delivery));
  }

  #receive(held: Pick<HeldRun, 'inbox' | 'now'>): void {
    this.#tools.clock.sync(held.now);
    this.#mailbox.receive(held.inbox);
  }

  /** Reads the inbox, and the whole run again when somebody else wrote to it. False when it is no longer ours. */
  async #lookOutside(): Promise<boolean> {
    const { items, version } = await this.#tools.store.inbox({ runId: this.runId });
    if (version !== this.#version) return this.#reload();
    this.#receive({ inbox: items, now: this.#tools.clock.now() });
    return true;
  }

  async #reload(): Promise<boolean> {
    const { store, session } = this.#tools;
    const held = await store.reload({ runId: this.runId, session, epoch: this.#epoch });
    if (!held) {
      this.#mode = 'dropped';
      return false;
    }
    this.#state = held.state;
    this.#line = new ReadyLine(held.state.ready);
    this.#version = held.state.seq;
    this.#stale = false;
    this.#receive(held);
    // An append whose answer was lost may have gone through: what it started on paper starts now.
    for (const id of this.#state.active) if (this.#state.steps.get(id)!.epoch === this.#epoch) this.#startHere(id);
    return true;
  }

  async #release(): Promise<boolean> {
    const { store, session } = this.#tools;
    const request = { runId: this.runId, session, epoch: this.#epoch, version: this.#version };
    if (await store.release(request)) return true;
    this.#knocked = true;
    return false;
  }

  async #wait(): Promise<void> {
    if (this.#knocked || this.#mailbox.size > 0 || this.#mode === 'dropped') return;
    const now = this.#tools.clock.now();
    const due = nextDue(this.#state, now);
    // A step that is ready and could not be taken on has nothing to wait for but this.
    const ms = due === null ? 60_000 : Math.max(1, Math.min(due - now, 60_000));
    await this.#alarm.wait(ms);
  }
}
