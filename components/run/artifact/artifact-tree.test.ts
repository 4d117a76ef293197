import { expect, test } from 'vitest';
import type { ArtifactView } from '#lib/contracts/artifact.ts';
import { artifactTree, countOf, type Folder } from './artifact-tree.ts';

const file = (id: string, step: string, name: string) => ({ id, step, name }) as ArtifactView;
const drawn = ({ name, path, folders, files }: Folder): unknown => ({
  [`${name}|${path}`]: [...folders.map(drawn), ...files.map(({ name: one }) => one)],
});

test('files of several steps stand in a folder each, those of one stand at the top', () => {
  const build = [file('1', 'build', 'out/app.js'), file('2', 'build', 'out/app.css'), file('3', 'build', 'log.txt')];
  expect(drawn(artifactTree(build))).toEqual({
    'build|build/': [{ 'out|build/out/': ['app.js', 'app.css'] }, 'log.txt'],
  });
  const both = artifactTree([...build, file('4', 'test', '../log.txt')]);
  expect(both.path).toBe('');
  expect(both.folders.map(({ path }) => path)).toEqual(['build/', 'test/']);
  expect(countOf(both)).toBe(4);
});
