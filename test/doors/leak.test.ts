import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Route } from '#lib/server/http/route.ts';
import { routes } from '#lib/server/http/routes.ts';
import type { TestCaller } from './callers.ts';
import { calls, readsThatWrite } from './listed.ts';
import { addressOf } from './sample.ts';
import { nameOf, openScene, type Scene } from './stage.ts';
import { everythingIn } from './traces.ts';

// Two workspaces whose every text holds a mark: no answer shows one of them the mark, or an id, of the other.

let scene: Scene;
const seen = new Map<string, boolean>();
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const reads = routes.filter(({ method }) => method === 'GET').map((route) => ({ name: nameOf(route), route }));
const asked = (route: Route) =>
  typeof calls[nameOf(route)] === 'object' ? [] : scene.callers.filter(({ sees }) => sees);

async function read(route: Route, caller: TestCaller): Promise<string> {
  const { params } = await scene.sample(route, caller);
  const limit = route.query && 'limit' in route.query.shape ? '?limit=200' : '';
  const { status, headers, body } = await scene.api.call('GET', addressOf(route.path, params) + limit, {
    headers: caller.headers,
  });
  expect(status, `${caller.name} GET ${route.path}`).not.toBe(404);
  return JSON.stringify({ headers: [...headers], body }).toLowerCase();
}

test.each(reads)('$name shows nothing of another workspace', async ({ name, route }) => {
  const { own, foreign } = scene;
  const before = await everythingIn(scene.api.db);
  for (const caller of asked(route)) {
    const text = await read(route, caller);
    const [mine, other] = caller.sees!.world === own ? [own, foreign] : [foreign, own];
    const { token: _link, ...things } = other.things;
    const people = [...Object.values(other.people), other.maker].flatMap((person) => [person.memberId, person.userId]);
    for (const not of [other.marker, other.workspaceId, ...Object.values(things), ...people])
      expect(text.includes(not.toLowerCase()), `${caller.name} is shown ${not}`).toBe(false);
    if (text.includes(mine.marker.toLowerCase())) seen.set(name, true);
  }
  if (name in readsThatWrite) return;
  expect(await everythingIn(scene.api.db), 'a read wrote something').toBe(before);
});

test('the marks are where they should be, so that the search above means something', () => {
  const without = reads.map(({ name }) => name).filter((name) => !seen.has(name) && typeof calls[name] === 'string');
  expect(without.toSorted()).toEqual([
    'GET /api/v1/approvals/count',
    'GET /api/v1/audit/verify',
    // Of the world's gates somebody can sign each.
    'GET /api/v1/gates/blocked',
    'GET /api/v1/me/identities',
    'GET /api/v1/me/second-factor',
    'GET /api/v1/roles',
    'GET /api/v1/runs/{id}/steps/{step}/items',
    'GET /api/v1/runs/{id}/steps/{step}/logs/hits',
    'GET /api/v1/step-kinds',
    'GET /api/v1/templates',
  ]);
});
