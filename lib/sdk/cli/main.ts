import { CliError } from './cli-error.ts';
import { help } from './commands/help.ts';
import { run } from './commands/run.ts';
import { validate } from './commands/validate.ts';
import { verify } from './commands/verify.ts';
import { version } from './commands/version.ts';

/** Every command takes its own arguments and answers with the exit code: 0 well, 1 not well, 2 misused. */
const commands: Record<string, (args: string[]) => Promise<number>> = { help, run, validate, verify, version };

const [name = 'help', ...rest] = process.argv.slice(2);
const flags: Record<string, string> = { '--help': 'help', '-h': 'help', '--version': 'version', '-v': 'version' };
const command = commands[flags[name] ?? name];

try {
  if (!command || !Object.hasOwn(commands, flags[name] ?? name))
    throw new CliError(`there is no command ${JSON.stringify(name)}; see: countersign help`, 2);
  process.exitCode = await command(rest);
} catch (error) {
  if (error instanceof CliError) {
    process.stderr.write(`countersign: ${error.message}\n`);
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`countersign: ${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
}
