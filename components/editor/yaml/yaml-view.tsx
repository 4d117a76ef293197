'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { arrangeApart } from '#components/canvas/arrange-apart.ts';
import { Button } from '#components/ui/button.tsx';
import { CodeField, type CodeMark } from '#components/ui/code-field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { type Finding, withPlaces } from '#lib/domain/workflow/findings/finding.ts';
import { graphOf } from '../drawing/place-steps.ts';
import type { Draft } from '../model/draft.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { edit } from '../store/editor-store.ts';
import { printDraft, readDraft } from './draft-text.ts';
import { useYamlOffers } from './use-yaml-offers.ts';

/** Stillness before a text is read: half a word is not a mistake yet. */
const readMs = 350;

/** The text that stands for a drawing, so that coming back to the view shows it as it was typed. */
const typedTexts = new WeakMap<Draft, string>();

/** The same workflow as text. What can be drawn is drawn; what cannot is kept, with the places that are wrong. */
export default function YamlView() {
  const { store, autosave } = useEditorTools();
  const draft = useEditor((state) => state.draft);
  const broken = useEditor((state) => state.brokenText);
  const readOnly = useEditor((state) => state.readOnly);
  const known = useEditor((state) => state.findings);
  const [text, setText] = useState(() => broken ?? typedTexts.get(draft) ?? printDraft(draft));
  const complete = useYamlOffers('workflow');
  const applied = useRef(draft);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // An edit from elsewhere (undo, somebody else's draft) is shown; our own typing stays as it is typed.
  useEffect(() => {
    if (draft === applied.current) return;
    applied.current = draft;
    setText(typedTexts.get(draft) ?? printDraft(draft));
    store.setState({ brokenText: null });
  }, [draft, store]);

  const apply = (typed: string) => {
    const before = store.getState().draft;
    const read = readDraft(typed, before);
    if (read.draft === null) {
      store.setState({ brokenText: typed });
      return;
    }
    const next = read.draft;
    applied.current = next;
    typedTexts.set(next, typed);
    store.setState({ brokenText: null, drawable: true });
    edit(store, { type: 'draft.replace', draft: next }, 'yaml');
    const homeless = next.order.filter((id) => !next.positions[id]);
    if (homeless.length > 0) void placeHomeless(next, homeless);
  };

  /** Steps that were typed get a place: all of them anew when nothing had one, else only the new ones. */
  const placeHomeless = async (next: Draft, homeless: readonly string[]) => {
    const places = await arrangeApart(graphOf(next));
    if (store.getState().draft !== next) return;
    const all = homeless.length === next.order.length;
    const positions = all ? places : Object.fromEntries(homeless.map((id) => [id, places[id] ?? { x: 0, y: 0 }]));
    edit(store, { type: 'steps.move', positions }, 'yaml');
    const placed = store.getState().draft;
    applied.current = placed;
    const typed = typedTexts.get(next);
    if (typed !== undefined) typedTexts.set(placed, typed);
  };

  const change = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => apply(typed), readMs);
  };

  const latest = useRef({ text, apply });
  latest.current = { text, apply };
  // Leaving the view at once after typing must not lose the last words.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (latest.current.text !== (typedTexts.get(applied.current) ?? printDraft(applied.current)))
        latest.current.apply(latest.current.text);
    },
    [],
  );

  const read = useMemo(() => readDraft(text, applied.current), [text]);
  const marks = useMemo<CodeMark[]>(() => {
    const logic = broken === null ? withPlaces(known as Finding[], read.places) : [];
    return unique([...read.findings, ...logic]).flatMap((finding) =>
      finding.line === undefined
        ? []
        : [
            {
              line: finding.line,
              column: finding.column,
              severity: finding.severity,
              message: `${finding.message} ${finding.fix}`,
            },
          ],
    );
  }, [read, known, broken]);
  const first = read.findings.find((finding) => finding.severity === 'error');

  return (
    <div className="flex size-full min-h-0 flex-col bg-surface">
      {broken !== null ? (
        <Notice
          tone="danger"
          title={first ? `${placeOf(first)}${first.message}` : read.reason}
          className="m-3 mb-0"
          action={
            <Button
              size="sm"
              onClick={() => {
                clearTimeout(timer.current);
                store.setState({ brokenText: null });
                setText(printDraft(draft));
              }}
            >
              Back to the last good text
            </Button>
          }
        >
          {first?.fix} The drawing shows the last text that could be read; this one is kept in this browser.
        </Notice>
      ) : /^\s*#/m.test(text) ? (
        <Notice className="m-3 mb-0">
          Lines that begin with # are not kept: remarks belong in a step’s description.
        </Notice>
      ) : null}
      <div className="min-h-0 flex-1">
        <CodeField
          fill
          language="yaml"
          label="Workflow as YAML"
          value={text}
          readOnly={readOnly}
          marks={marks}
          complete={complete}
          onChange={change}
          onSave={() => autosave.retry()}
        />
      </div>
    </div>
  );
}

const placeOf = ({ line, column }: Finding) =>
  line === undefined ? '' : column === undefined ? `Line ${line}: ` : `Line ${line}, column ${column}: `;

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, line, message }) => {
    const key = `${rule} ${line} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
