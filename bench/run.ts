/** npm run bench -- [name] [--repeat N] [--json FILE]: figures beside the peers', from the shipped product. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchEngine } from './engine.ts';

const benches = { engine: benchEngine } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, repeat: { type: 'string', default: '3' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.find((name) => !(name in benches));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no bench ${JSON.stringify(unknown)}; there are: ${Object.keys(benches).join(', ')}.\n`,
  );
  process.exit(2);
}
const results: Record<string, unknown> = {};
for (const name of names)
  results[name] = await benches[name as keyof typeof benches]({ repeat: Math.max(1, Number(values.repeat) || 3) });
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
