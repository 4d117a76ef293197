'use client';
import { useEffect, useRef, useState } from 'react';
import { parse, stringify, YAMLParseError } from 'yaml';
import { CodeField, type CodeMark } from '#components/ui/code-field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { withinDepth } from '#lib/domain/workflow/json.ts';
import { type DraftStep, isObject } from '../model/draft.ts';
import { useEdit, useEditor } from '../store/editor-context.tsx';
import { useYamlOffers } from './use-yaml-offers.ts';

const readMs = 350;
const print = (step: DraftStep | undefined) => (step ? stringify(step, { lineWidth: 0 }) : '');

type Read = { ok: true; step: DraftStep } | { ok: false; message: string; line?: number; column?: number };

/** One step as text. Text that is no step yet is kept while the tab is open, and says what is missing. */
export default function StepYamlTab({ id }: { id: string }) {
  const step = useEditor((state) => state.draft.steps[id]);
  const readOnly = useEditor((state) => state.readOnly);
  const edit = useEdit();
  const [text, setText] = useState(() => print(step));
  const complete = useYamlOffers('step', id);
  const applied = useRef(step);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (step === undefined || step === applied.current) return;
    const typed = read(text, id);
    applied.current = step;
    // Our own edit comes back as another object that says the same: the text stays as it was typed.
    if (typed.ok && JSON.stringify(typed.step) === JSON.stringify(step)) return;
    setText(print(step));
  }, [step, text, id]);

  const change = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const next = read(typed, id);
      if (next.ok) edit({ type: 'step.replace', id, step: next.step }, `${id} yaml`);
    }, readMs);
  };

  const now = read(text, id);
  const marks: CodeMark[] =
    now.ok || now.line === undefined
      ? []
      : [{ line: now.line, column: now.column, severity: 'error', message: now.message }];
  return (
    <div className="flex flex-col gap-3">
      {now.ok ? null : <Notice tone="danger">{now.message}</Notice>}
      <CodeField
        language="yaml"
        label={`Step ${id} as YAML`}
        minLines={8}
        maxLines={34}
        value={text}
        marks={marks}
        complete={complete}
        invalid={!now.ok}
        readOnly={readOnly}
        onChange={change}
      />
    </div>
  );
}

function read(text: string, id: string): Read {
  try {
    const value: unknown = parse(text);
    if (!isObject(value) || !withinDepth(value)) return { ok: false, message: 'A step is a mapping with id and kind.' };
    if (value.id !== id)
      return { ok: false, message: `The id is ${id}; it is changed in Settings, where everything follows.` };
    if (typeof value.kind !== 'string') return { ok: false, message: 'The kind is missing.' };
    return { ok: true, step: { ...value, id, kind: value.kind } };
  } catch (error) {
    const at = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ok: false, message, line: at?.line, column: at?.col };
  }
}
