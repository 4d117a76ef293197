import type { PersistentCaller } from './persistent-caller.ts';
import { effectCommand, noticePath, type Receiver } from './receiver.ts';
import type { UnderFire } from './under-fire.ts';

/** Every attempt that hangs can be found among the machine's processes by this: its receiver's port stands in it. */
export const hangingCommand = ({ url }: Pick<Receiver, 'url'>) => `sleep 9${new URL(url).port}`;

/**
 * The workload's workflows. Each effect is one call of the receiver or one command, whose answer (`token`) becomes the
 * step's output: what the run says happened can be held against what happened.
 */
export function workflows({ url, folder }: Pick<Receiver, 'url' | 'folder'>) {
  const request = (id: string, needs: string[] = [], more: object = {}) => ({
    id,
    kind: 'http',
    needs,
    timeout: '60s',
    with: { method: 'POST', url: `${url}/{{ run.id }}/${id}`, body: {} },
    ...more,
  });
  const command = (id: string, needs: string[] = [], more: object = {}) => ({
    id,
    kind: 'shell',
    needs,
    timeout: '60s',
    with: { run: effectCommand, env: { EFFECTS: folder } },
    ...more,
  });
  const text = (id: string, needs: string[], template = 'text') => ({
    id,
    kind: 'template',
    needs,
    with: { template },
  });
  const six = [1, 2, 3, 4, 5, 6];
  return {
    chain: {
      steps: [
        text('plan', []),
        request('call', ['plan']),
        command('work', ['call']),
        text('note', ['work'], '{{ steps.call.output.body.token }} {{ steps.work.output.stdout }}'),
        request('tell', ['note']),
      ],
    },
    fan: {
      steps: [
        text('plan', []),
        ...six.map((n) => (n % 2 === 0 ? request(`part${n}`, ['plan']) : command(`part${n}`, ['plan']))),
        text(
          'whole',
          six.map((n) => `part${n}`),
        ),
      ],
    },
    map: {
      steps: [
        {
          id: 'each',
          kind: 'map',
          with: {
            over: [1, 2, 3, 4],
            as: 'it',
            concurrency: 3,
            steps: [text('name', [], '{{ it }}'), command('do', ['name'])],
          },
        },
        request('tell', ['each']),
      ],
    },
    once: {
      steps: [
        request('pay', [], { repeatable: false }),
        command('ship', ['pay'], { repeatable: false }),
        text('note', ['ship']),
      ],
    },
    gated: {
      steps: [
        command('build', [], {
          gate: { placement: 'before', title: 'Build it?', due: '1h', expire: { after: '2h', then: 'cancel' } },
        }),
        {
          id: 'sign',
          kind: 'gate',
          needs: ['build'],
          gate: { title: 'Ship it?', due: '1h', expire: { after: '2h', then: 'cancel' } },
        },
        request('ship', ['sign'], { gate: { placement: 'after', title: 'Did it go well?' } }),
      ],
    },
    waits: {
      steps: [
        { id: 'moment', kind: 'wait', with: { for: '500ms' } },
        { id: 'signal', kind: 'wait', needs: ['moment'], with: { event: 'go' } },
        request('call', ['signal']),
        { id: 'while', kind: 'wait', needs: ['call'], with: { for: '11s' } },
        command('work', ['while']),
      ],
    },
    cancelled: {
      steps: [request('call'), { id: 'hang', kind: 'shell', needs: ['call'], with: { run: hangingCommand({ url }) } }],
    },
    child: { steps: [command('inside'), request('tell', ['inside'])] },
    parent: {
      steps: [
        text('plan', []),
        { id: 'below', kind: 'workflow', needs: ['plan'], with: { workflow: 'child' } },
        request('tell', ['below']),
      ],
    },
    undone: {
      steps: [
        request('take', [], {
          undo: { kind: 'http', with: { method: 'POST', url: `${url}/{{ run.id }}/giveback`, body: {} } },
        }),
        { id: 'break', kind: 'shell', needs: ['take'], with: { run: 'exit 3' } },
      ],
      onFailure: { rollback: true },
    },
  };
}
export type WorkflowName = keyof ReturnType<typeof workflows>;

/** What may be started; `child` is started by `parent`. */
export const startable = [
  'chain',
  'fan',
  'map',
  'once',
  'gated',
  'waits',
  'cancelled',
  'parent',
  'undone',
] as const satisfies readonly WorkflowName[];
export type StartableName = (typeof startable)[number];

/** Publishes all of them, and lets their steps reach the receiver. */
export async function publish({ receiver }: UnderFire, caller: PersistentCaller): Promise<void> {
  await caller.call('PATCH', '/workspace', { allowedHosts: [new URL(receiver.url).host] });
  const url = receiver.url + noticePath;
  await caller.call('POST', '/channels', { name: 'watchers', kind: 'webhook', url, about: ['opened', 'closed'] });
  for (const [name, spec] of Object.entries(workflows(receiver))) {
    const made = await caller.call('POST', '/workflows', { spec: { name, ...spec } });
    const version = (made?.body as { version?: number | null } | undefined)?.version;
    if (version == null) throw new Error(`${name} was not published: ${JSON.stringify(made?.body)}`);
  }
}
