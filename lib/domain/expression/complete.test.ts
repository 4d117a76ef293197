import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../workflow/json.ts';
import { completeAt, nameAt } from './complete.ts';
import { namesFor, namesInMap, namesTold, secretsInSight } from './sight.ts';

const spec: JsonObject = {
  name: 'w',
  inputs: { repository: { type: 'string', description: 'A folder' }, token: { type: 'string', sensitive: true } },
  steps: [
    { id: 'list', kind: 'shell', as: 'files' },
    { id: 'sum-up', kind: 'template', name: 'Sum up', needs: ['list'], gate: {} },
    { id: 'last', kind: 'template', needs: [{ step: 'sum-up', on: 'always' }] },
    { id: 'beside', kind: 'shell' },
  ],
};
const last = { input: { repository: '/srv/a', token: 'sealed' }, outputs: { list: { stdout: 'a\nb', files: [1, 2] } } };
const names = namesFor(spec, 'last', last);

/** Candidates where the bar stands. */
const at = (marked: string, language: 'cel' | 'template' = 'cel') => {
  const offset = marked.indexOf('|>');
  return completeAt(names, { language, text: marked.replace('|>', ''), offset }, ['upcase', 'size']);
};
const texts = (marked: string, language?: 'cel' | 'template') =>
  at(marked, language)?.candidates.map(({ text }) => text);

describe('completion', () => {
  it('offers the names that are there, and of the steps only those upstream', () => {
    expect(texts('|>')).toEqual(['inputs', 'steps', 'files', 'gate', 'run']);
    expect(texts('steps.|>')).toEqual(['.list', '["sum-up"]']);
    expect(texts('steps.li|> == 1')).toEqual(['list']);
  });

  it('offers the fields of what the last run gave, with its values', () => {
    expect(texts('steps.list.output.|>')).toEqual(['stdout', 'files']);
    expect(at('steps.list.output.st|>')).toEqual({
      from: 'steps.list.output.'.length,
      candidates: [{ text: 'stdout', kind: 'name', type: 'text', doc: 'last run: "a\\nb"' }],
    });
    expect(texts('files.files.|>')).toBeUndefined();
    expect(texts('files.f|>')).toEqual(['files']);
    expect(texts('steps["sum-up"].|>')).toEqual(['output', 'status', 'outcome', 'attempt', 'error']);
  });

  it('tells inputs with type and description, and never the value of a sensitive one', () => {
    expect(at('inputs.|>')?.candidates).toEqual([
      { text: 'repository', kind: 'name', type: 'string', doc: 'A folder · last run: "/srv/a"' },
      { text: 'token', kind: 'name', type: 'string', doc: '' },
    ]);
  });

  it('offers its own result once the step has ended, and before a run none and nothing that would be its own', () => {
    const offered = (known: ReturnType<typeof namesFor>, text: string) =>
      completeAt(known, { language: 'cel', text, offset: text.length })?.candidates.map((each) => each.text);
    expect(offered(namesFor(spec, 'last', last, 'after'), 'steps.')).toEqual(['.list', '["sum-up"]', '.last']);
    const begin = namesFor(spec, null, last, 'before');
    expect(offered(begin, '')).toEqual(['inputs', 'run']);
    expect(offered(begin, 'run.')).toEqual(['workflow', 'version', 'startedBy']);
    expect(offered(begin, 'run.startedBy.')).toEqual(['name', 'email']);
  });

  it('offers names that only one place knows, with what is in them', () => {
    const known = namesTold({ event: 'the signal', 'event.data': 'what it brings' });
    expect(completeAt(known, { language: 'cel', text: 'event.', offset: 6 })?.candidates).toEqual([
      { text: 'data', kind: 'name', type: 'any', doc: 'what it brings' },
    ]);
  });

  it('offers all steps at the end of the run, and secrets by name where they may stand', () => {
    const offered = (text: string) =>
      completeAt([...namesFor(spec, null, last), secretsInSight(['TOKEN'])], {
        language: 'cel',
        text,
        offset: text.length,
      })?.candidates;
    expect(offered('steps.')?.map(({ text }) => text)).toEqual(['.list', '["sum-up"]', '.last', '.beside']);
    expect(offered('secrets.')).toEqual([{ text: 'TOKEN', kind: 'name', type: 'secret', doc: '' }]);
  });

  it('offers names only between the braces of a template, and filters behind a bar', () => {
    expect(texts('inp|>', 'template')).toBeUndefined();
    expect(texts('{{ inputs.repository }} inp|>', 'template')).toBeUndefined();
    expect(texts('# {{ inp|>', 'template')).toEqual(['inputs']);
    expect(texts('{{ inputs.repository | up|>', 'template')).toEqual(['upcase']);
  });

  it('offers nothing inside a text, and nothing for what is not known', () => {
    expect(texts('"inp|>')).toBeUndefined();
    expect(texts('steps.beside.|>')).toBeUndefined();
    expect(texts('nothing.at.all.|>')).toBeUndefined();
  });

  it('offers functions by their beginning', () => {
    expect(at('su|>')?.candidates).toContainEqual(expect.objectContaining({ text: 'sum', kind: 'function' }));
  });

  it('knows the item of a map, and those of its steps that end before', () => {
    const steps: JsonObject[] = [
      { id: 'size', kind: 'shell', as: 'bytes' },
      { id: 'sum', kind: 'template', needs: ['size'] },
    ];
    const inMap = namesInMap(names, { as: 'file', steps }, 'sum');
    const offered = (text: string) =>
      completeAt(inMap, { language: 'cel', text, offset: text.length })?.candidates.map((each) => each.text);
    expect(offered('fi')).toEqual(['files', 'file']);
    expect(offered('by')).toEqual(['bytes']);
    expect(offered('steps.')).toEqual(['.list', '["sum-up"]', '.size']);
  });

  it.each([{}, { steps: 'x' }, { steps: [null, { id: 'last', needs: 7 }] }, { inputs: [] }])(
    'takes whatever is being drawn: %j',
    (drawn) => expect(namesFor(drawn as never, 'last').map(({ name }) => name)).toEqual(['inputs', 'steps', 'run']),
  );

  it('ends on needs that go in a circle', () => {
    const circle = {
      steps: [
        { id: 'a', needs: ['b'] },
        { id: 'b', needs: ['a'] },
      ],
    };
    expect(namesFor(circle, 'a')[1]?.fields?.map(({ name }) => name)).toEqual(['b']);
  });
});

describe('the name under the pointer', () => {
  it('is the whole path up to it, with its value', () => {
    const text = 'steps.list.output.files == []';
    expect(nameAt(names, { language: 'cel', text, offset: text.indexOf('files') + 2 })).toMatchObject({
      name: 'files',
      value: [1, 2],
      from: 0,
      to: 'steps.list.output.files'.length,
    });
    expect(nameAt(names, { language: 'cel', text, offset: 8 })).toMatchObject({ name: 'list', type: 'shell' });
  });

  it('is none between names', () => {
    expect(nameAt(names, { language: 'cel', text: '1 + 2', offset: 2 })).toBeNull();
  });
});
