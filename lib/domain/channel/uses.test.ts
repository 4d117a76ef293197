import { expect, test } from 'vitest';
import { channelsUsedIn } from './uses.ts';

const notify = (channel: string) => ({ kind: 'notify', with: { channel, subject: 'x' } });

test('channels are found wherever a workflow can name one', () => {
  const spec = {
    steps: [
      { id: 'a', ...notify('plain') },
      { id: 'b', kind: 'map', with: { over: '[]', steps: [{ id: 'c', ...notify('in a map') }] } },
      { id: 'd', kind: 'http', with: { url: 'x' }, fallback: [notify('instead')], undo: notify('back') },
    ],
    handlers: [{ id: 'h', ...notify('handler') }],
    rules: [{ name: 'r', when: 'true', then: { action: 'notify', channel: 'rule' } }],
    onFailure: { notify: [{ channel: 'failure' }] },
  };
  expect(channelsUsedIn(spec).toSorted()).toEqual(
    ['back', 'failure', 'handler', 'in a map', 'instead', 'plain', 'rule'].toSorted(),
  );
});

test('the log is no channel, and what a template makes is not known', () => {
  const body = { channel: 'not a step' };
  expect(
    channelsUsedIn({ steps: [notify('log'), notify('{{ inputs.to }}'), { kind: 'http', with: { body } }] }),
  ).toEqual([]);
});
