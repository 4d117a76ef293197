import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { createArtifactStore } from './artifacts.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'artifacts-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const store = createArtifactStore({ dataDir });
const sink = store.open({ workspaceId: 'ws', runId: 'run', stepId: 's', attempt: 1 });
const put = (content: string | Uint8Array, name = 'notes.md') =>
  sink.put({ name, mediaType: 'text/markdown', content });

test('keeps bytes under their hash, once, and reads them back', async () => {
  const files = await Promise.all([put('# Notes'), put('# Notes'), put(Buffer.from('# Notes'))]);
  const hash = createHash('sha256').update('# Notes').digest('hex');
  expect(new Set(files.map((file) => file.hash))).toEqual(new Set([hash]));
  expect(new Set(files.map((file) => file.id)).size).toBe(3);
  expect(readdirSync(join(dataDir, 'artifacts', hash.slice(0, 2)))).toEqual([hash.slice(2)]);
  expect((await buffer(store.read(hash))).toString()).toBe('# Notes');
  expect((await buffer(store.read(hash, { start: 2, end: 4 }))).toString()).toBe('Not');
});

test('takes any name and any hash without leaving its folder', async () => {
  expect((await put('x', '../../etc/pass\0wd')).name).toBe('../../etc/pass\uFFFDwd');
  expect((await put('x', '')).name).toBe('file');
  expect(() => store.read('../../../etc/passwd')).toThrow('SHA-256');
});

test('removes bytes, unless they were put within the hour', async () => {
  const { hash } = await put('soon gone');
  const path = join(dataDir, 'artifacts', hash.slice(0, 2), hash.slice(2));
  await store.remove(hash);
  expect(existsSync(path)).toBe(true);
  utimesSync(path, 0, 0);
  await put('soon gone');
  await store.remove(hash);
  expect(existsSync(path)).toBe(true);
  utimesSync(path, 0, 0);
  await store.remove(hash);
  await store.remove(hash);
  expect(readdirSync(join(dataDir, 'artifacts', hash.slice(0, 2)))).toEqual([]);
});
