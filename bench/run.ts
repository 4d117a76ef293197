/**
 * npm run bench -- [name [case …]] [--repeat N] [--quick] [--dags FOLDER] [--json FILE]: figures beside the peers', from
 * the shipped product.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchApprovals } from './approvals.ts';
import { benchEditor } from './editor.ts';
import { benchEngine } from './engine.ts';
import { benchLive } from './live.ts';
import { benchRuns } from './runs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    repeat: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    dags: { type: 'string' },
  },
});
const [name = 'engine', ...only] = positionals;
if (name !== 'engine' && name !== 'approvals' && name !== 'editor' && name !== 'runs' && name !== 'live')
  refuse(`There is no bench ${JSON.stringify(name)}; there are: engine, approvals, editor, runs, live.`);
const repeat = Math.max(1, Number(values.repeat) || 3);
try {
  const told =
    name === 'approvals'
      ? await benchApprovals({ quick: values.quick })
      : name === 'editor'
        ? await benchEditor({ quick: values.quick, dags: values.dags ?? null, only })
        : name === 'runs'
          ? await benchRuns({ quick: values.quick })
          : name === 'live'
            ? await benchLive({ quick: values.quick })
            : await benchEngine({ repeat, quick: values.quick, dags: values.dags ?? null, only });
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ [name]: told }, null, 2)}\n`);
  if (told.failures.length > 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  refuse(error.message);
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}
