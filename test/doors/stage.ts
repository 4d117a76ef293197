import type { Route } from '#lib/server/http/route.ts';
import type { TestAnswer, TestApi } from '../api.ts';
import { openProduct } from '../product.ts';
import { everyCaller, type TestCaller } from './callers.ts';
import { addressOf, type Sample } from './sample.ts';
import { samples } from './samples.ts';
import { makeWorld, type World } from './world.ts';

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

/** Two workspaces full of things, everybody who might come, and a way to call as any of them. */
export interface Scene {
  api: TestApi;
  own: World;
  foreign: World;
  callers: TestCaller[];
  /** A valid call of a door, in the caller's own workspace (for those who have none: in ours). */
  sample(route: Route, caller: TestCaller): Promise<Sample>;
  call(route: Route, caller: TestCaller, sample: Sample): Promise<TestAnswer>;
  close(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const product = await openProduct();
  const { api } = product;
  const own = await makeWorld(product, api.workspaceId, 'OWN-MARK');
  const foreign = await makeWorld(product, await api.workspace(), 'FOREIGN-MARK');
  // From here on nothing moves by itself: what is written was written by a call.
  await product.worker.close({ graceMs: 0 });
  const callers = await everyCaller(api, own, foreign);
  return {
    api,
    own,
    foreign,
    callers,
    async sample(route, caller) {
      const arrange = samples[nameOf(route)];
      if (!arrange) throw new Error(`${nameOf(route)} has no sample: add one to test/doors/samples.ts`);
      return arrange({ api, caller, world: caller.sees?.world ?? own });
    },
    call: ({ method, path }, { headers }, { params, body }) =>
      api.call(method, addressOf(path, params), { body, headers: { 'x-request-id': 'the-same-for-all', ...headers } }),
    close: () => product.close(),
  };
}
