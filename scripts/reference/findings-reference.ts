import { categoryWords } from '#lib/domain/workflow/findings/category-words.ts';
import type { FindingCategory } from '#lib/domain/workflow/findings/finding.ts';
import { mendable } from '#lib/domain/workflow/findings/fixes/fix-of.ts';
import { rules } from '#lib/domain/workflow/findings/rules.ts';

/** Every rule with an example as Markdown, from the table that the checks and the editor read. */
export function findingsReference(): string {
  const categories = Object.keys(categoryWords) as FindingCategory[];
  return `${[
    '# Findings',
    'Made from the rules by `npm run docs`; a test fails when it is out of date. An error keeps a workflow from being published; warnings and hints do not. The same rules answer the editor, `POST /api/v1/validate` and publishing. Rules marked *one click* are mended by the editor where there is one safe way to do it; undo takes it back.',
    ...categories.flatMap((category) => [
      `## ${categoryWords[category].label}`,
      categoryWords[category].about,
      ...ofCategory(category),
    ]),
  ].join('\n\n')}\n`;
}

function ofCategory(category: FindingCategory): string[] {
  return Object.entries(rules).flatMap(([rule, { category: own, severity, explain, example }]) =>
    own === category
      ? [
          `### ${rule}`,
          `${words[severity]}${mendable.has(rule) ? ', *one click*' : ''}. ${explain}`,
          `\`\`\`text\n${example}\n\`\`\``,
        ]
      : [],
  );
}

const words = { error: 'Error', warning: 'Warning', info: 'Hint' } as const;
