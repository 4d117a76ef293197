import type { ArtifactView } from '#lib/contracts/artifact.ts';
import { artifactPaths } from '#lib/domain/run/artifact-paths.ts';

/** `path`: from the top, with a slash at its end; the top's is what all paths begin with. */
export type Folder = { name: string; path: string; folders: Folder[]; files: { name: string; file: ArtifactView }[] };

/** Files of a run as folders: `<step>/<its path>`. Of one step alone, that step's folder is the top. */
export function artifactTree(files: readonly ArtifactView[]): Folder {
  const top: Folder = { name: '', path: '', folders: [], files: [] };
  const paths = artifactPaths(files);
  for (const file of files) {
    const parts = paths.get(file.id)!.split('/');
    const name = parts.pop()!;
    const folder = parts.reduce((within, part) => {
      const there = within.folders.find((one) => one.name === part);
      if (there) return there;
      const made: Folder = { name: part, path: `${within.path}${part}/`, folders: [], files: [] };
      within.folders.push(made);
      return made;
    }, top);
    folder.files.push({ name, file });
  }
  return top.folders.length === 1 ? top.folders[0]! : top;
}

export const countOf = ({ folders, files }: Folder): number =>
  folders.reduce((sum, folder) => sum + countOf(folder), files.length);
