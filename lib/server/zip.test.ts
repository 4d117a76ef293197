import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zipOf } from './zip.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-zip-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function kept(name: string, content: string | Buffer) {
  await writeFile(join(folder, name), content);
  return () => createReadStream(join(folder, name));
}

test('gives every file back as it was, packed or not, also empty ones', async () => {
  const bytes = randomBytes(300_000);
  const entries = [
    { path: 'notes/größe.md', packed: true, open: await kept('a', 'Grüße\n'.repeat(50_000)) },
    { path: 'build/app.png', packed: false, open: await kept('b', bytes) },
    { path: 'build/nothing', packed: true, open: await kept('c', '') },
  ];
  const pieces: Uint8Array[] = [];
  for await (const piece of zipOf(entries)) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(5);
  const files = unzipSync(Buffer.concat(pieces));
  expect(Object.keys(files)).toEqual(entries.map(({ path }) => path));
  expect(strFromU8(files['notes/größe.md']!)).toBe('Grüße\n'.repeat(50_000));
  expect(Buffer.from(files['build/app.png']!).equals(bytes)).toBe(true);
  expect(files['build/nothing']).toHaveLength(0);
});

test('a file whose bytes are gone ends it with that error', async () => {
  const entries = [
    { path: 'a', packed: true, open: await kept('d', 'x') },
    { path: 'b', packed: true, open: () => createReadStream(join(folder, 'gone')) },
  ];
  await expect(async () => {
    for await (const _ of zipOf(entries));
  }).rejects.toThrow('ENOENT');
});
