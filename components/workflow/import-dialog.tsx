'use client';
import { FileUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CodeField, type CodeMark } from '#components/ui/code-field.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useWorkflowWrite } from '#lib/client/workflows/use-workflows.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';

const largestFile = 10_000_000;

/** Takes a workflow from YAML or JSON, pasted or from a file. What is no workflow says where and why. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [marks, setMarks] = useState<readonly CodeMark[]>([]);
  const [failure, setFailure] = useState<string>();
  const create = useWorkflowWrite((spec: unknown) => workflowCalls.create({ spec }));

  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > largestFile) {
      setFailure(`${chosen.name} is larger than 10 MB; a workflow is a small text.`);
      return;
    }
    change(await chosen.text());
  };
  const change = (next: string) => {
    setText(next);
    setFailure(undefined);
    setMarks([]);
  };

  const bring = async () => {
    setFailure(undefined);
    try {
      const { parseWorkflowText } = await import('#lib/domain/workflow/yaml.ts');
      const read = parseWorkflowText(text);
      setMarks(
        read.findings.flatMap(({ line, column, severity, message, fix }) =>
          line === undefined ? [] : [{ line, column, severity, message: `${message} ${fix}` }],
        ),
      );
      const first = read.findings[0];
      if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) {
        const place = first?.line === undefined ? '' : `Line ${first.line}: `;
        setFailure(first ? `${place}${first.message} ${first.fix}` : 'This is no workflow.');
        return;
      }
      const made = await create.mutateAsync(read.value);
      router.push(`/workflows/${made.id}`);
    } catch (error) {
      const { message, fix } = ApiError.from(error);
      setFailure([message, fix].filter(Boolean).join(' '));
    }
  };

  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title="Import a workflow"
      description="YAML or JSON. Mistakes that can be mended are shown in the editor."
      footer={
        <>
          <Button icon={<FileUp />} className="mr-auto" onClick={() => file.current?.click()}>
            Choose a file
          </Button>
          <Button variant="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button
            variant="primary"
            disabled={!text.trim()}
            busy={create.isPending || create.isSuccess}
            onClick={() => void bring()}
          >
            Import
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a convenience beside the button */}
      <div
        className="flex flex-col gap-3"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        {failure ? <Notice tone="danger">{failure}</Notice> : null}
        <CodeField
          language="yaml"
          label="Workflow text"
          minLines={14}
          maxLines={24}
          placeholder={'name: release-check\nsteps:\n  - id: history\n    kind: shell\n    with: { run: git log -20 }'}
          value={text}
          marks={marks}
          onChange={change}
        />
        <input
          ref={file}
          type="file"
          accept=".yaml,.yml,.json,application/yaml,application/json,text/plain"
          aria-label="Workflow file"
          className="spoken"
          tabIndex={-1}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
    </Dialog>
  );
}
