import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TemplateView } from '#lib/contracts/workflow.ts';
import { parseWorkflowText } from '#lib/domain/workflow/yaml.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';

/** The server is started in its checkout; bundled code has no place of its own to look beside. */
const folder = () => join(process.cwd(), 'prisma/templates');

let shipped: Promise<TemplateView[]> | undefined;

/** Workflows that come with the product, by name. */
export function listTemplates(caller: Identity): Promise<TemplateView[]> {
  authorize(caller, 'template.read');
  return shippedTemplates();
}

/** They are the same for everybody; each file is read once. */
export function shippedTemplates(): Promise<TemplateView[]> {
  shipped ??= readAll().catch((error: unknown) => {
    shipped = undefined;
    throw error;
  });
  return shipped;
}

async function readAll(): Promise<TemplateView[]> {
  const files = (await readdir(folder())).filter((file) => file.endsWith('.yaml')).sort();
  const read = await Promise.all(files.map(async (file) => view(file, await readFile(join(folder(), file), 'utf8'))));
  return read.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function view(file: string, yaml: string): TemplateView {
  const { workflow, findings } = parseWorkflowText(yaml);
  if (!workflow) throw new Error(`the template ${file} does not read: ${findings[0]?.message}`);
  return {
    slug: file.slice(0, -'.yaml'.length),
    name: workflow.name,
    description: workflow.description ?? '',
    steps: workflow.steps.length,
    gates: workflow.steps.filter((step) => step.kind === 'gate' || step.gate !== undefined).length,
    yaml,
  };
}
