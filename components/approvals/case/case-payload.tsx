'use client';
import { useState } from 'react';
import { ChangeList } from '#components/ui/change-list.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { ValueBlocks } from '#components/ui/value-blocks.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { PayloadEditor } from '../decide/payload-editor.tsx';

const titles = {
  before: 'What it would run with',
  after: 'What it made',
  onFailure: 'What it ran with',
  alone: 'What it is about',
} as const;

/** The thing that is signed: rendered to be read, or open to be edited with the difference below. */
export function CasePayload({
  approval,
  editing,
  edited,
  onEdit,
}: {
  approval: ApprovalView;
  editing: boolean;
  edited: Json;
  onEdit: (value: Json) => void;
}) {
  const payload = approval.payload as Json;
  const changes = editing ? diffJson(payload, edited) : [];
  return (
    <section aria-label={titles[approval.placement]}>
      <h3 className="mb-2 font-medium text-muted text-xs">{titles[approval.placement]}</h3>
      {approval.error ? (
        <pre className="mb-3 max-h-60 overflow-auto whitespace-pre-wrap rounded-md border border-danger-line bg-danger-soft p-3 font-mono text-xs">
          {errorText(approval.error)}
        </pre>
      ) : null}
      {editing ? (
        <div className="flex flex-col gap-4">
          <PayloadEditor value={edited} editable={approval.editable} onChange={onEdit} />
          {changes.length > 0 ? (
            <ChangeList changes={changes} />
          ) : (
            <p className="text-muted text-sm">Nothing is changed yet.</p>
          )}
        </div>
      ) : payload === null ? (
        <p className="text-muted text-sm">Nothing to look at: only the decision is asked.</p>
      ) : (
        <ValueBlocks value={payload} block={Document} />
      )}
    </section>
  );
}

/** A long text: read as Markdown, or exactly as it is. */
function Document({ name, text }: { name?: string; text: string }) {
  const [exact, setExact] = useState(false);
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex items-center justify-between border-line border-b bg-sunken px-3 py-1">
        <span className="fact text-faint text-xs">{name}</span>
        <button
          type="button"
          aria-pressed={exact}
          onClick={() => setExact(!exact)}
          className="rounded-sm px-1.5 py-0.5 text-muted text-xs hover:bg-hover"
        >
          {exact ? 'Read as Markdown' : 'Show exact text'}
        </button>
      </div>
      <div className="max-h-[60vh] overflow-auto px-4 py-3">
        {exact ? (
          <pre className="whitespace-pre-wrap break-words font-mono text-xs">{text}</pre>
        ) : (
          <Prose text={text} />
        )}
      </div>
    </div>
  );
}

function errorText(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { message, fix } = error as { message: string; fix?: string };
    return fix ? `${message}\n\n${fix}` : message;
  }
  return JSON.stringify(error, null, 2);
}
