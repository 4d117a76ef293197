'use client';
import { FileUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Page } from '#components/frame/page.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useMay } from '#lib/client/viewer.tsx';
import { useWorkflowWrite } from '#lib/client/workflows/use-workflows.ts';
import { workflowCalls } from '#lib/client/workflows/workflow-calls.ts';
import { ImportDialog } from './import-dialog.tsx';
import { TemplateCards } from './template-cards.tsx';

/** Three ways to begin: an empty canvas, a template, a file. */
export function NewWorkflowPage() {
  const router = useRouter();
  const mayWrite = useMay('workflow.write');
  const [name, setName] = useState('');
  const [importing, setImporting] = useState(false);
  const [failure, setFailure] = useState<string>();
  const create = useWorkflowWrite((given: string) => workflowCalls.create({ spec: { name: given, steps: [] } }));
  const begin = async () => {
    setFailure(undefined);
    if (!name.trim()) {
      setFailure('Give it a name first.');
      return;
    }
    try {
      const made = await create.mutateAsync(name.trim());
      router.push(`/workflows/${made.id}`);
    } catch (error) {
      setFailure(ApiError.from(error).message);
    }
  };
  return (
    <Page
      title="New workflow"
      width="wide"
      crumbs={[{ label: 'Workflows', href: '/workflows' }, { label: 'New workflow' }]}
      actions={
        <Button icon={<FileUp />} disabled={!mayWrite} onClick={() => setImporting(true)}>
          Import a file
        </Button>
      }
    >
      {mayWrite ? (
        <div className="flex flex-col gap-6">
          <Card title="Begin with an empty canvas">
            <form
              noValidate
              className="flex flex-wrap items-end gap-2"
              onSubmit={(event) => {
                event.preventDefault();
                void begin();
              }}
            >
              <Field label="Name" error={failure} className="min-w-60 max-w-96 flex-1">
                <Input
                  autoFocus
                  maxLength={100}
                  placeholder="release-check"
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              </Field>
              <Button type="submit" variant="primary" busy={create.isPending || create.isSuccess}>
                Draw it
              </Button>
            </form>
          </Card>
          <section aria-labelledby="templates-heading">
            <h2 id="templates-heading" className="mb-2 font-semibold text-base">
              Or begin from a template
            </h2>
            <TemplateCards />
          </section>
        </div>
      ) : (
        <Notice title="Your role does not draw workflows">
          An owner or an admin can change that in Settings, People.
        </Notice>
      )}
      {importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </Page>
  );
}
