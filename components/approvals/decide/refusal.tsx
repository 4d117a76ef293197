import { Notice } from '#components/ui/notice.tsx';
import type { ApiError } from '#lib/client/api-error.ts';

/** What the server did not take of a decision, where, and what to do. */
export function Refusal({ error }: { error: ApiError }) {
  return (
    <Notice tone="danger" title={error.title}>
      {error.detail} {error.issues.length === 0 ? error.fix : null}
      {error.issues.map((issue) => (
        <span key={`${issue.path}${issue.message}`} className="block">
          {issue.path ? <span className="fact">{issue.path}: </span> : null}
          {issue.message} {issue.fix}
        </span>
      ))}
    </Notice>
  );
}
