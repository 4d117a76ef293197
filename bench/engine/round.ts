import type { EmbeddedServer } from '../../lib/server/postgres/server.ts';
import type { Bench } from './case.ts';
import { boot, type Running, warmUp } from './running.ts';

/** The products of one round, booted when a case asks and stopped when it is over. */
export class Round {
  readonly bench: Bench;
  #shared: Promise<Running> | null = null;
  #fresh: Promise<Running>[] = [];

  constructor(server: EmbeddedServer, { quick, dags }: Pick<Bench, 'quick' | 'dags'>) {
    const shared = async () => {
      const running = await boot(server);
      await warmUp(running);
      return running;
    };
    this.bench = {
      quick,
      dags,
      server,
      shared: () => {
        this.#shared ??= shared();
        return this.#shared;
      },
      fresh: (env) => {
        const running = boot(server, env);
        this.#fresh.push(running);
        return running;
      },
    };
  }

  /** Stops the products that single cases asked for. */
  async endFresh(): Promise<void> {
    await Promise.all(this.#fresh.splice(0).map(stop));
  }

  async end(): Promise<void> {
    await this.endFresh();
    const shared = this.#shared;
    this.#shared = null;
    if (shared) await stop(shared);
  }
}

async function stop(running: Promise<Running>): Promise<void> {
  const booted = await running.catch(() => null);
  await booted?.product.stop();
}
