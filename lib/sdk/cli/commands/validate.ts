import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { validation } from '#lib/contracts/workflow.ts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { printable } from '../printable.ts';

/** Prints the findings of a workflow file as `file:line:column severity message`. */
export async function validate(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new CliError('usage: countersign validate FILE', 2);
  const yaml = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CliError(`${file} cannot be read: ${error.message}`, 2);
  });
  const { ok, findings, plan } = validation.parse(await connect().post('/validate', { yaml }));
  for (const finding of findings) {
    const place = [file, finding.line, finding.column].filter((part) => part !== undefined).join(':');
    process.stdout.write(`${printable(`${place} ${finding.severity} ${finding.message} (${finding.rule})`)}\n`);
    process.stdout.write(`${printable(`    ${finding.fix}`)}\n`);
  }
  if (ok && plan) {
    const steps = plan.levels.reduce((sum, level) => sum + level.length, 0);
    process.stdout.write(
      printable(`ok: ${steps} ${steps === 1 ? 'step' : 'steps'}, longest path ${plan.criticalPath.join(' → ')}\n`),
    );
  }
  return ok ? 0 : 1;
}
