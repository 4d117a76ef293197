'use client';
import { rules } from '#lib/domain/workflow/findings/rules.ts';

/** What a rule is about, with an example of what breaks it. */
export default function FindingRule({ rule }: { rule: string }) {
  if (!Object.hasOwn(rules, rule)) return <p className="text-muted">This rule is not known here.</p>;
  const { explain, example } = rules[rule as keyof typeof rules];
  return (
    <div className="flex flex-col gap-2">
      <p>{explain}</p>
      <p className="text-muted text-xs">For example</p>
      <pre className="fact overflow-x-auto whitespace-pre-wrap break-words rounded-sm bg-sunken px-2 py-1.5 text-xs">
        {example}
      </pre>
    </div>
  );
}
