import { Download, FileText } from 'lucide-react';
import type { ArtifactView } from '#lib/contracts/run.ts';

/** Files a run kept, to download. */
export function ArtifactList({ runId, artifacts }: { runId: string; artifacts: readonly ArtifactView[] }) {
  return (
    <ul className="overflow-hidden rounded-md border border-line">
      {artifacts.map((artifact) => (
        <li key={artifact.id} className="border-line not-last:border-b">
          <a
            href={`/api/v1/runs/${runId}/artifacts/${artifact.id}`}
            download
            className="flex items-center gap-2 px-2.5 py-2 text-sm hover:bg-hover"
          >
            <FileText className="size-4 shrink-0 text-faint" aria-hidden="true" />
            <span className="min-w-0 flex-1 truncate">{artifact.name}</span>
            <span className="text-faint text-xs tabular-nums">{sizeText(artifact.bytes)}</span>
            <Download className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** `812 B`, `4.1 KB`, `2.3 MB` */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
