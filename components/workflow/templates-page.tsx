import { Page } from '#components/frame/page.tsx';
import { TemplateCards } from './template-cards.tsx';

/** Workflows to begin from. */
export function TemplatesPage() {
  return (
    <Page
      title="Templates"
      width="wide"
      description="Workflows to begin from. Using one makes a workflow of your own that you can change."
    >
      <TemplateCards level={2} />
    </Page>
  );
}
