'use client';
import { autocompletion } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, placeholder as placeholderText, ViewPlugin } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { pageNonce } from '#lib/client/page-nonce.ts';
import type { CodeFieldProps, CodeMark, CodeOffer } from './code-field.tsx';
import { codeInside } from './code-inside.ts';
import { celLanguage, templateLanguage } from './code-languages.ts';
import { codeLook, fieldLook } from './code-look.ts';
import { useFieldParts } from './field-parts.ts';

const languages = {
  yaml: () => [yaml(), codeInside],
  json: () => [json(), codeInside],
  cel: () => celLanguage,
  template: () => templateLanguage,
  plain: () => [],
} as const;

function diagnosticsOf(state: EditorState, marks: readonly CodeMark[]): Diagnostic[] {
  return marks
    .filter(({ line }) => line >= 1 && line <= state.doc.lines)
    .map(({ line, column, severity, message }) => {
      const { from, to } = state.doc.line(line);
      return { from: Math.min(from + Math.max(0, (column ?? 1) - 1), to), to, severity, message };
    });
}

/** What is known of the place where something is typed. */
type Typing = { pos: number; state: EditorState };

/**
 * What is known at the place. It holds while one word is typed on: a list that is asked for anew stands there and takes
 * no Enter. What follows a dot is another question.
 */
const offerKnown = ({ from, options }: CodeOffer) => ({
  from,
  options: options.map(({ text, type, doc, insert }) => ({
    label: text,
    detail: type,
    ...(doc ? { info: doc } : {}),
    ...(insert ? { apply: insert } : {}),
  })),
  validFor: /^\.?[\w-]*$/,
});

/** What is seen is taken: the list hears Enter from the moment it shows. A key that was taken asks for its value. */
const completing = autocompletion({
  interactionDelay: 0,
  activateOnCompletion: ({ apply }) => typeof apply === 'string' && apply.endsWith(': '),
});

/** Typing begins no line, whatever key it is tried with; what is pasted stays as it is. */
const staysOneLine = EditorState.transactionFilter.of((each) => {
  const typed = each.isUserEvent('input') && !each.isUserEvent('input.paste') && !each.isUserEvent('input.drop');
  return typed && each.newDoc.lines > each.startState.doc.lines ? [] : each;
});

/** What appears above the field while one types takes height from it; the line one is in stays in sight. */
const caretStays = ViewPlugin.define((view) => {
  let height = view.scrollDOM.clientHeight;
  const sizes = new ResizeObserver(() => {
    const smaller = view.scrollDOM.clientHeight < height;
    height = view.scrollDOM.clientHeight;
    if (smaller && view.hasFocus) view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head) });
  });
  sizes.observe(view.scrollDOM);
  return { destroy: () => sizes.disconnect() };
});

/** The text was given by the owner and not typed: it is told to nobody. */
const given = Annotation.define<true>();

/** The editor itself; loaded on its own, through `CodeField`. */
export default function CodeEditor({
  value,
  onChange,
  language = 'plain',
  label,
  readOnly = false,
  lineNumbers = true,
  oneLine = false,
  autoFocus = false,
  placeholder,
  marks,
  complete,
  describe,
  onSave,
  invalid,
}: CodeFieldProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ onChange, onSave, complete, describe });
  latest.current = { onChange, onSave, complete, describe };
  const { control, describedBy, required } = useFieldParts() ?? {};
  const changing = useRef(new Compartment());
  const usual = useRef(new Compartment());

  const settings = (): Extension => [
    languages[language](),
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-invalid': String(Boolean(invalid)),
      ...(control ? { id: control } : {}),
      ...(describedBy ? { 'aria-describedby': describedBy } : {}),
      ...(required ? { 'aria-required': 'true' } : {}),
      ...(oneLine ? { 'aria-multiline': 'false' } : {}),
      // Editable content takes the focus anyway; saying so lets every checker see that the scroller can be reached.
      tabindex: '0',
      ...(readOnly ? { 'aria-readonly': 'true' } : {}),
    }),
    placeholder ? placeholderText(placeholder) : [],
    oneLine ? staysOneLine : [],
    lineNumbers ? [] : fieldLook,
  ];

  // Made once; later changes of props go through the compartment and the two effects below.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!host.current) return;
    // One source for good: another one would close the list that is open.
    const naming = [
      {
        autocomplete: ({ state, pos }: Typing) => {
          const known = latest.current.complete?.(state.doc.toString(), pos);
          return known ? offerKnown(known) : null;
        },
      },
    ];
    const told = hoverTooltip((shown, at) => {
      const about = latest.current.describe?.(shown.state.doc.toString(), at);
      if (!about) return null;
      const create = () => {
        const dom = document.createElement('div');
        dom.className = 'cm-diagnostic';
        dom.textContent = about.text;
        return { dom };
      };
      return { pos: about.from, end: about.to, above: true, create };
    });
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          keymap.of([
            {
              key: 'Mod-s',
              run: () => {
                latest.current.onSave?.();
                return latest.current.onSave !== undefined;
              },
            },
          ]),
          EditorView.cspNonce.of(pageNonce()),
          changing.current.of(settings()),
          completing,
          usual.current.of(basicSetup),
          EditorState.languageData.of(() => naming),
          told,
          codeLook,
          EditorView.lineWrapping,
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((each) => each.annotation(given))) return;
            latest.current.onChange?.(update.state.doc.toString());
          }),
          caretStays,
        ],
      }),
    });
    view.current = made;
    if (autoFocus) made.focus();
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `settings` reads exactly these
  useEffect(() => {
    view.current?.dispatch({ effects: changing.current.reconfigure(settings()) });
  }, [language, label, readOnly, placeholder, lineNumbers, oneLine, invalid, control, describedBy, required]);

  // At once when it is drawn: later, a letter typed meanwhile would be taken back. What could be undone is of another
  // text (an edit taken back, somebody else's draft, the card that was here before) and goes with it.
  useLayoutEffect(() => {
    const there = view.current;
    if (!there || there.state.doc.toString() === value) return;
    there.dispatch({
      changes: { from: 0, to: there.state.doc.length, insert: value },
      annotations: given.of(true),
      effects: usual.current.reconfigure([]),
    });
    there.dispatch({ effects: usual.current.reconfigure(basicSetup) });
  }, [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: marks are placed on the text they belong to
  useEffect(() => {
    const there = view.current;
    if (there) there.dispatch(setDiagnostics(there.state, diagnosticsOf(there.state, marks ?? [])));
  }, [marks, value]);

  return <div ref={host} className="h-full min-h-0" />;
}
