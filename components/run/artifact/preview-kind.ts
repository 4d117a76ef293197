export type PreviewKind = 'image' | 'markdown' | 'csv' | 'json' | 'text';

/** Larger files, in bytes, are not shown but saved. */
export const largestShown = 1_000_000;

const images: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const byName: readonly [RegExp, PreviewKind][] = [
  [/\.(md|markdown)$/i, 'markdown'],
  [/\.(csv|tsv)$/i, 'csv'],
  [/\.json$/i, 'json'],
  [/\.(txt|log|ya?ml|xml|html?|css|[cm]?[jt]sx?|py|rb|go|rs|java|sh|sql|toml|ini|diff|patch|svg)$/i, 'text'],
];

/** How a file can be shown; null: only saved. Nothing of it ever acts in the page: markup is shown as its text. */
export function previewKind({
  name,
  mediaType,
  bytes,
}: {
  name: string;
  mediaType: string;
  bytes: number;
}): PreviewKind | null {
  const type = mediaType.split(';')[0]!.trim().toLowerCase();
  if (images.has(type)) return 'image';
  if (bytes > largestShown) return null;
  if (type === 'text/markdown') return 'markdown';
  if (type === 'text/csv') return 'csv';
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  const named = byName.find(([pattern]) => pattern.test(name))?.[1];
  return named ?? (type.startsWith('text/') || type === 'application/yaml' ? 'text' : null);
}
