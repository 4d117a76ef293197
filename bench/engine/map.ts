import type { Case } from './case.ts';

/** A `map` over 10,000 items with one step each, as many at once as by default. */
export const map: Case = {
  name: 'map',
  when: 'each',
  async measure({ shared, quick }) {
    const count = quick ? 1000 : 10_000;
    const { door } = await shared();
    const over = '{{ inputs.items }}';
    const inner = [{ id: 'one', kind: 'template', with: { template: '' } }];
    const spec = {
      name: 'map',
      inputs: { items: { type: 'array' } },
      steps: [{ id: 'all', kind: 'map', with: { over, steps: inner } }],
    };
    const value = (await door.once(spec, { items: Array.from({ length: count }, (_, index) => index) })) / 1000;
    return [{ row: `map of ${count.toLocaleString('en')}`, value, unit: 's', must: 3, aim: 1 }];
  },
};
