import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Route } from '#lib/server/http/route.ts';
import { routes } from '#lib/server/http/routes.ts';
import type { TestCaller } from './callers.ts';
import { calls } from './listed.ts';
import type { Sample } from './sample.ts';
import { nameOf, openScene, type Scene } from './stage.ts';
import { everythingIn, statementsOf } from './traces.ts';

// What belongs to another workspace answers like what does not exist: the same bytes, by the same statements.

let scene: Scene;
let owner: TestCaller;
let key: TestCaller;
/** The owner of the other workspace, to make samples that are valid there. */
let elsewhere: TestCaller;

beforeAll(async () => {
  scene = await openScene();
  const named = (name: string) => scene.callers.find((caller) => caller.name === name)!;
  owner = named('owner, session');
  key = named('owner, key for admin');
  elsewhere = named('owner of another workspace, session');
});
afterAll(() => scene.close());

/** Of the same shape, and of nothing: every letter and digit drawn anew. */
function nobodys(id: string): string {
  const bytes = randomBytes(id.length);
  return [...id]
    .map((letter, index) => {
      if (/[0-9a-f]/.test(letter) && /^[0-9a-f-]+$/.test(id)) return (bytes[index]! % 16).toString(16);
      return /[a-z]/i.test(letter) ? String.fromCharCode(97 + (bytes[index]! % 26)) : letter;
    })
    .join('');
}

async function told(route: Route, caller: TestCaller, sample: Sample) {
  let answer = '';
  const statements = await statementsOf(async () => {
    const { status, headers, body } = await scene.call(route, caller, sample);
    answer = JSON.stringify({ status, headers: [...headers].filter(([name]) => name !== 'date'), body });
  });
  return { answer, statements };
}

async function expectSame(route: Route, caller: TestCaller, foreign: Sample, random: Sample): Promise<string> {
  const before = await everythingIn(scene.api.db);
  // Once before: what is read only the first time (caches, prepared statements) is read by now.
  await told(route, caller, random);
  const [of, none] = [await told(route, caller, foreign), await told(route, caller, random)];
  expect(of.answer).toBe(none.answer);
  expect(of.statements).toEqual(none.statements);
  expect(await everythingIn(scene.api.db), 'something was written').toBe(before);
  return of.answer;
}

const isPublic = (route: Route) => typeof calls[nameOf(route)] === 'object';
const named = routes.filter((route) => /\{\w+\}/.test(route.path) && !isPublic(route));

test.each(named.map((route) => ({ name: nameOf(route), route })))(
  '$name hides what is elsewhere',
  async ({ route }) => {
    const valid = await scene.sample(route, owner);
    const there = await scene.sample(route, elsewhere);
    const own = valid.params ?? {};
    const differ = Object.keys(own).filter((name) => own[name] !== there.params?.[name]);
    // Some doors name what all workspaces share: a template, a provider of accounts.
    if (differ.length === 0) return expect(route.path).toMatch(/templates|\{provider\}/);
    const ways = [differ, ...(differ.length > 1 ? differ.map((name) => [name]) : [])];
    for (const caller of [owner, ...(route.access === 'self' ? [] : [key])])
      for (const way of ways) {
        const put = (value: (name: string) => string) => ({
          ...valid,
          params: { ...own, ...Object.fromEntries(way.map((name) => [name, value(name)])) },
        });
        const foreign = put((name) => there.params![name]!);
        const random = put((name) => nobodys(there.params![name]!));
        expect(JSON.parse(await expectSame(route, caller, foreign, random)).status).toBe(404);
      }
  },
);

/** Names of a query's filters, as far as they take texts. */
const filtersOf = ({ query }: Route) => (query ? Object.keys((query as z.ZodObject).shape) : []);
const filtered = routes.filter((route) => route.method === 'GET' && filtersOf(route).length > 0);

test.each(filtered.map((route) => ({ name: nameOf(route), route })))(
  '$name finds nothing of elsewhere by its filters',
  async ({ route }) => {
    const valid = await scene.sample(route, owner);
    const { things, people, slug, marker } = scene.foreign;
    const ids = [...Object.values(things), people.owner.memberId, people.owner.userId, slug, marker];
    const given = (filter: string, value: string) => ({ ...route, path: `${route.path}?${filter}=${value}` });
    for (const filter of filtersOf(route))
      for (const id of ids)
        for (const value of filter === 'resource' ? [`run:${id}`, id] : [id]) {
          const ask = async (text: string) => {
            const { status, body } = await scene.call(given(filter, encodeURIComponent(text)), owner, valid);
            return JSON.stringify({ status, body }).replaceAll(text, '');
          };
          expect(await ask(value), `?${filter}=${value}`).toBe(await ask(value.replace(id, nobodys(id))));
        }
  },
);

test('ids of elsewhere in a body are as good as made-up ones', async () => {
  const { things, people } = scene.foreign;
  const route = (name: string) => routes.find((each) => nameOf(each) === name)!;
  const decision = { action: 'approve', digest: things.digest };
  const bodies: [string, string, (id: string) => object][] = [
    ['POST /api/v1/groups', people.viewer.memberId, (id) => ({ name: 'Ours', members: [id] })],
    ['POST /api/v1/keys', people.viewer.memberId, (id) => ({ name: 'Ours', scopes: ['read'], memberId: id })],
    ['POST /api/v1/approvals/bulk', things.gate, (id) => ({ decisions: [{ ...decision, id }] })],
    ['POST /api/v1/approvals/bulk/preview', things.gate, (id) => ({ ids: [id] })],
    ['POST /api/v1/runs/bulk', things.run, (id) => ({ action: 'cancel', ids: [id], reason: 'Not ours.' })],
    ['POST /api/v1/approvals/{id}/comments', people.viewer.memberId, (id) => ({ text: 'Why?', asks: id })],
    ['POST /api/v1/approvals/{id}/comments', things.gate, (id) => ({ text: 'So.', answers: id })],
    ['POST /api/v1/approvals/{id}/reassign', people.viewer.email, (id) => ({ to: [id] })],
    ['POST /api/v1/invitations', things.group, (id) => ({ email: 'new@example.org', role: 'viewer', groups: [id] })],
    ['PATCH /api/v1/members/{id}', things.group, (id) => ({ groups: [id] })],
  ];
  for (const [name, id, body] of bodies) {
    const { params } = await scene.sample(route(name), owner);
    const before = await everythingIn(scene.api.db);
    const ask = async (text: string) => {
      const { status, body: answer } = await scene.call(route(name), owner, { params, body: body(text) });
      return JSON.stringify({ status, answer }).replaceAll(text, '');
    };
    expect(await ask(id), name).toBe(await ask(nobodys(id)));
    expect(await everythingIn(scene.api.db), name).toBe(before);
  }
});
