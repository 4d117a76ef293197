import { expect, test } from 'vitest';
import { downloadHeaders } from './download.ts';

const headers = (name: string, mediaType = 'text/html', inline = true) => downloadHeaders({ name, mediaType, inline });

test('only types that cannot act are shown in place, texts as plain text', () => {
  const shown = (mediaType: string) => headers('a', mediaType)['content-disposition'].startsWith('inline');
  for (const type of ['image/png', 'application/pdf', 'text/plain', 'text/markdown; charset=utf-8', 'application/json'])
    expect(shown(type), type).toBe(true);
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'text/javascript', '', 'x'])
    expect(shown(type), type).toBe(false);
  expect(headers('a', 'text/markdown')['content-type']).toBe('text/plain; charset=utf-8');
  expect(headers('a', 'image/png', false)['content-disposition']).toMatch(/^attachment/);
});

test('a media type that is none becomes bytes', () => {
  for (const type of ['text/html\r\nx-evil: 1', 'nonsense', 'a/b/c', 'a/b c'])
    expect(headers('a', type)['content-type']).toBe('application/octet-stream');
});

test.each([
  'a"b\\c.txt',
  'a\r\nx-evil: 1.txt',
  '../../etc/passwd',
  '\u202Egnp.exe',
  'ünïcödé 🐟.txt',
  '\uD800.txt',
  '',
  'x'.repeat(1000),
  "it's (1)*.txt",
])('the name %j is one header of plain ASCII without paths', (name) => {
  const value = headers(name)['content-disposition'];
  expect(value).toMatch(/^attachment; filename="[\w .()+-]+"; filename\*=UTF-8''[\w.~!%-]+$/);
  expect(value.length).toBeLessThan(2500);
  expect(() => new Headers({ 'content-disposition': value })).not.toThrow();
  expect(decodeURIComponent(value.split("UTF-8''")[1] ?? '')).not.toMatch(/[\\/\r\n\u202e]/);
});
