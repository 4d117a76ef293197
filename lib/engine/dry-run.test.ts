import { describe, expect, it } from 'vitest';
import { inline } from '#lib/domain/run/value.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { normalize } from '#lib/domain/workflow/normal.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { stepKind } from '#lib/steps/registry.ts';
import { person } from '#lib/storage/testing/held-run.ts';
import { dryRun } from './dry-run.ts';

async function dry(steps: object[], { input = {}, ...more }: { input?: JsonObject } & Record<string, unknown> = {}) {
  const spec = normalize(workflowSchema.parse({ name: 'w', steps, ...more }));
  const done = await dryRun(
    {
      type: 'start',
      runId: 'r',
      number: 0,
      workflowId: 'w',
      workflowName: 'w',
      version: 1,
      specHash: '0',
      spec,
      input: inline(input),
      actor: person('starter'),
      authors: [],
      timeoutMs: null,
    },
    { kinds: stepKind, now: 0, pause: async () => {}, expired: () => false },
  );
  return Object.fromEntries(done.map((step) => [step.id, step]));
}

const text = (id: string, template: string, more: object = {}) => ({
  id,
  kind: 'template',
  with: { template },
  ...more,
});
const shell = (id: string, more: object = {}) => ({ id, kind: 'shell', with: { run: 'true' }, ...more });

describe('a dry run', () => {
  it('computes what has no effects, and names what only the run will know', async () => {
    const steps = await dry(
      [
        text('hello', 'Hello {{ inputs.who }}'),
        shell('build', { needs: ['hello'], with: { run: 'true', env: { TEXT: '{{ steps.hello.output.text }}!' } } }),
        text('notes', 'For {{ inputs.who }}: {{ steps.build.output.stdout | upcase }}.', { needs: ['build'] }),
        text('listed', '{% for x in steps.build.output.lines %}{{ x }}{% endfor %}', { needs: ['build'] }),
        { id: 'next', kind: 'http', needs: ['notes'], with: { url: '{{ steps.notes.output.text }}', method: 'POST' } },
      ],
      { input: { who: 'Ada' }, inputs: { who: { type: 'string' } } },
    );
    expect(steps.hello).toMatchObject({ would: 'run', output: { text: 'Hello Ada' } });
    expect(steps.build).toMatchObject({ would: 'run', params: { env: { TEXT: 'Hello Ada!' } }, output: undefined });
    expect(steps.notes!.params).toEqual({ template: 'For Ada: ⟨steps.build.output.stdout | upcase⟩.' });
    expect(steps.listed!.params).toEqual({ template: '⟨a text with steps.build.output.lines⟩' });
    expect(steps.next).toMatchObject({ would: 'run', params: { url: '⟨steps.notes.output.text⟩' }, fails: false });
  });

  it('takes the way that is known already, and leaves open what is not', async () => {
    const branch = (id: string, when: string, needs: string[] = []) => ({
      id,
      kind: 'branch',
      needs,
      with: { cases: [{ name: 'big', when }], default: 'small' },
    });
    const steps = await dry(
      [
        branch('known', 'inputs.n > 5'),
        text('big', 'b', { needs: [{ step: 'known', on: 'big' }] }),
        text('small', 's', { needs: [{ step: 'known', on: 'small' }] }),
        text('both', 'x', { needs: ['big', 'small'], join: 'any' }),
        shell('build'),
        branch('open', 'steps.build.output.exitCode == 0', ['build']),
        text('left', 'l', { needs: [{ step: 'open', on: 'big' }] }),
        text('right', 'r', { needs: [{ step: 'open', on: 'small' }] }),
        text('after', 'a', { needs: ['open'] }),
        text('below', 'a', { needs: ['left'] }),
        text('whatever', 'w', { needs: [{ step: 'left', on: 'always' }, 'build'], join: 'any' }),
        text('broken', 'b', { needs: [{ step: 'build', on: 'failure' }] }),
        text('perhaps', 'p', { needs: ['build'], when: 'steps.build.output.exitCode == 0' }),
        text('no', 'n', { when: 'inputs.n > 50' }),
        text('beside', 'n', { needs: [{ step: 'no', on: 'notTaken' }] }),
      ],
      { input: { n: 7 }, inputs: { n: { type: 'integer' } } },
    );
    const would = Object.fromEntries(Object.entries(steps).map(([id, step]) => [id, step.would]));
    expect(would).toEqual({
      known: 'run',
      big: 'run',
      small: 'skip',
      both: 'run',
      build: 'run',
      open: 'run',
      left: 'unknown',
      right: 'unknown',
      after: 'run',
      below: 'unknown',
      whatever: 'run',
      broken: 'skip',
      perhaps: 'unknown',
      no: 'skip',
      beside: 'run',
    });
    expect(steps.small!.why).toBe('known ends as big');
    expect(steps.left!.why).toBe('only if open ends as big');
    expect(steps.below!.why).toBe('it depends on whether left runs');
    expect(steps.perhaps!.why).toBe('its condition reads steps.build.output.exitCode, which only the run knows');
    expect(steps.no!.why).toBe('its condition does not hold: inputs.n > 50');
    expect(steps.broken!.why).toBe('only when build fails');
  });

  it('says how a step would fail, and what follows from that', async () => {
    const steps = await dry([
      { id: 'check', kind: 'assert', with: { that: ['1 > 2'] } },
      text('after', 'a', { needs: ['check'] }),
      text('mend', 'm', { needs: [{ step: 'check', on: 'failure' }] }),
      text('typo', '{{ 1 | nothing }}'),
    ]);
    expect(steps.check).toMatchObject({ would: 'run', fails: true });
    expect([steps.after!.would, steps.after!.why]).toEqual(['skip', 'check would fail']);
    expect(steps.mend!.would).toBe('run');
    expect(steps.typo).toMatchObject({ fails: true, why: expect.stringContaining('nothing') });
  });

  it('asks at gates, and names secrets without having them', async () => {
    const steps = await dry([
      { id: 'sign', kind: 'gate', gate: { outcomes: ['ship', 'drop'] } },
      shell('ship', {
        needs: [{ step: 'sign', on: 'ship' }],
        with: { run: 'true', env: { T: '{{ secrets.TOKEN }}' } },
      }),
    ]);
    expect(steps.sign!.would).toBe('ask');
    expect(steps.ship).toMatchObject({ would: 'unknown', secrets: ['TOKEN'] });
  });

  it('counts a name that belongs to a later result, and the run itself, as not known yet', async () => {
    const steps = await dry([
      shell('a', { as: 'build' }),
      text('b', '{{ build.stdout }} in run {{ run.number }} of {{ run.workflow }}', { needs: ['a'] }),
    ]);
    expect(steps.b!.params).toEqual({ template: '⟨build.stdout⟩ in run ⟨run.number⟩ of w' });
  });
});
