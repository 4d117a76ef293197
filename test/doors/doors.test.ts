import { expect, test } from 'vitest';
import { permissions } from '#lib/domain/access/permissions.ts';
import { calls } from '#lib/server/api/calls.ts';
import { routes } from '#lib/server/http/routes.ts';
import { type LiveSocket, serveTopics } from '#lib/server/realtime/socket-topics.ts';
import { topicPermissions } from '#lib/server/realtime/topic.ts';
import {
  foundAddresses,
  foundCalls,
  foundCommands,
  foundHandlers,
  foundInterceptors,
  foundOddFiles,
  foundOperations,
  foundPages,
  foundServerActions,
} from './found.ts';
import * as listed from './listed.ts';
import { samples } from './samples.ts';
import { nameOf } from './stage.ts';

// What there is and what is listed are the same: a door that nobody thought about fails here.

const accessOf = (door: (typeof listed.calls)[string]) => (typeof door === 'string' ? door : door.access);

test('every call is listed with who may make it, and none is listed that is gone', async () => {
  const found = await foundCalls();
  expect(found.map(nameOf).toSorted()).toEqual(routes.map(nameOf).toSorted());
  expect(calls.map(({ route }) => nameOf(route)).toSorted(), 'what is made and what is served').toEqual(
    found.map(nameOf).toSorted(),
  );
  const doors = Object.fromEntries(found.map((route) => [nameOf(route), route.access]));
  expect(doors).toEqual(Object.fromEntries(Object.entries(listed.calls).map(([name, door]) => [name, accessOf(door)])));
});

test('every call has a sample, which the matrix makes', () => {
  expect(Object.keys(samples).toSorted()).toEqual(Object.keys(listed.calls).toSorted());
});

test('who may make a call is a permission of the table, or one of three words', () => {
  const words = ['public', 'known', 'self', ...Object.keys(permissions)];
  expect(routes.filter(({ access }) => !words.includes(access))).toEqual([]);
});

test('every handler of the pages’ router is listed with its methods', async () => {
  const found = [...(await foundHandlers())];
  const given = Object.entries(listed.handlers).map(([address, { methods }]) => [address, methods]);
  expect(found.toSorted()).toEqual(given.toSorted());
});

test('every page is listed, and those behind the sign-in stand behind its layout', () => {
  const found = foundPages();
  expect(found.map(({ address }) => address).toSorted()).toEqual(Object.keys(listed.pages).toSorted());
  for (const { address, group } of found)
    expect(group, address).toBe(listed.pages[address] === 'known' ? '(app)' : '(auth)');
});

test('nothing else under app/ is served, and nothing runs before the routes', () => {
  expect(foundOddFiles()).toEqual(Object.keys(listed.namedFiles));
  // Access is asked where the data is. A middleware could be walked around (`x-middleware-subrequest`); there is none.
  expect(foundInterceptors()).toEqual([]);
});

test('there are no server actions: what a browser may call has an address', () => {
  expect(foundServerActions()).toEqual([]);
});

test('a live connection takes the listed words, and joins the listed topics', () => {
  const heard: string[] = [];
  const socket = { on: (event: string) => heard.push(event) } as unknown as LiveSocket;
  serveTopics(socket, {} as Parameters<typeof serveTopics>[1]);
  expect(heard.toSorted()).toEqual(Object.keys(listed.socketEvents).toSorted());
  expect(topicPermissions).toEqual(listed.topics);
});

test('plain addresses, commands and operations are listed', () => {
  expect(foundAddresses().toSorted()).toEqual(Object.keys(listed.plainAddresses).toSorted());
  expect(foundCommands().toSorted()).toEqual(Object.keys(listed.commands).toSorted());
  expect(foundOperations().toSorted()).toEqual(Object.keys(listed.operations).toSorted());
});
