import fc from 'fast-check';
import { expect, test } from 'vitest';
import { artifactPaths } from './artifact-paths.ts';

const pathOf = (name: string, step = 'build') => artifactPaths([{ id: 'a', step, name }]).get('a');

test.each([
  ['notes.md', 'build/notes.md'],
  ['reports/unit/all.xml', 'build/reports/unit/all.xml'],
  ['../../etc/passwd', 'build/etc/passwd'],
  ['/root/.ssh/id', 'build/root/_ssh/id'],
  ['C:\\Windows\\a.dll', 'build/C_/Windows/a.dll'],
  ['.. /x', 'build/x'],
  ['con.txt', 'build/_con.txt'],
  ['a\r\nb.txt', 'build/a__b.txt'],
  ['\u202Egnp.exe', 'build/_gnp.exe'],
  ['trailing. ', 'build/trailing_'],
  ['..', 'build/file'],
  ['', 'build/file'],
])('%j becomes %s', (name, path) => expect(pathOf(name)).toBe(path));

test('steps of items keep to the tree as well', () => {
  expect(pathOf('out.txt', 'scan[3].check')).toBe('scan[3].check/out.txt');
  expect(pathOf('out.txt', 'undo:deploy')).toBe('undo_deploy/out.txt');
});

test('the later of two with one name has a number, whatever its case', () => {
  const file = (id: string, name: string) => ({ id, step: 's', name });
  const paths = artifactPaths([file('1', 'a.txt'), file('2', 'A.txt'), file('3', 'a.txt'), file('4', 'README')]);
  expect([...paths.values()]).toEqual(['s/a.txt', 's/A (2).txt', 's/a (3).txt', 's/README']);
});

test('no name leaves the tree, and no two files share a place', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 20 }), (names) => {
      const paths = artifactPaths(names.map((name, index) => ({ id: String(index), step: 's', name })));
      const all = [...paths.values()];
      expect(new Set(all.map((path) => path.toLowerCase())).size).toBe(names.length);
      for (const path of all) {
        expect(path.startsWith('s/')).toBe(true);
        expect(path.split('/').some((part) => part === '' || /^\.+$/.test(part))).toBe(false);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
        expect(path).not.toMatch(/[\\\u0000-\u001f]/);
      }
    }),
  );
});
