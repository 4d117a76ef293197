import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionNames } from '#lib/domain/access/permissions.ts';
import { routes } from '#lib/server/http/routes.ts';
import { outcomeOf } from './callers.ts';
import { calls } from './listed.ts';
import { nameOf, openScene, type Scene } from './stage.ts';
import { everythingIn } from './traces.ts';

// Every call there is × everybody there can be. What must come out is computed from the table of roles and permissions.

let scene: Scene;
let cells = 0;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const accessOf = (name: string) => {
  const door = calls[name];
  if (!door) throw new Error(`${name} is not listed in test/doors/listed.ts`);
  return typeof door === 'string' ? door : door.access;
};

test.each(routes.map((route) => ({ name: nameOf(route), route })))(
  '$name opens for whom it should',
  async ({ name, route }) => {
    const { callers, api } = scene;
    const access = accessOf(name);
    const asked = callers.map((caller) => ({ caller, must: outcomeOf(access, caller) }));
    const [owner] = callers.filter(({ sees }) => sees?.role === 'owner');
    const wrong: string[] = [];

    const refused = asked.filter(({ must }) => must !== 'open');
    const valid = await scene.sample(route, owner!);
    const before = await everythingIn(api.db);
    for (const { caller, must } of refused) {
      const { status, body } = await scene.call(route, caller, valid);
      const is = `${status} ${body.code}`;
      const expected = must === 'forbidden' ? '403 forbidden' : '401 unauthenticated';
      if (is !== expected) wrong.push(`${caller.name}: ${is}, not ${expected}`);
    }
    if (refused.length > 0) expect(await everythingIn(api.db), 'a refused call wrote something').toBe(before);

    let went = 0;
    const usual = route.status ?? (route.answer || route.file ? 200 : 204);
    for (const { caller } of asked.filter(({ must }) => must === 'open')) {
      const sample = await scene.sample(route, caller);
      const { status, body } = await scene.call(route, caller, sample);
      const statuses = sample.statuses ?? [usual];
      if (statuses.includes(status)) went++;
      else wrong.push(`${caller.name}: ${status} ${JSON.stringify(body)}, not ${statuses.join(' or ')}`);
    }
    cells += asked.length;
    const told = `${wrong.length} of ${asked.length} callers are answered wrongly (${cells} cells so far)`;
    expect(wrong.slice(0, 3), told).toEqual([]);
    expect(went).toBeGreaterThan(0);
  },
);

test('everybody learns from `me` exactly what the doors will let them do', async () => {
  for (const { name, headers, sees } of scene.callers) {
    if (!sees) continue;
    const { body } = await scene.api.call('GET', '/api/v1/me', { headers });
    const may = permissionNames.filter((permission) => outcomeOf(permission, { name, headers, sees }) === 'open');
    expect(body.permissions.toSorted(), name).toEqual(may.toSorted());
    expect([body.member.id, body.workspace.id], name).toEqual([sees.person.memberId, sees.world.workspaceId]);
  }
});
