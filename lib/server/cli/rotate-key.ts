import { serverConfig } from '#lib/server/config.ts';
import { OperatorProblem } from '#lib/server/problem.ts';
import { rotateKey } from '#lib/server/supervisor/rotate-key.ts';

// What `npm run rotate-key` hands over to, in the pinned Node.
try {
  await rotateKey({
    config: serverConfig(),
    newKey: process.env.COUNTERSIGN_NEW_SECRET_KEY || undefined,
    say: (line) => process.stdout.write(`${line}\n`),
  });
} catch (error) {
  if (!(error instanceof OperatorProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
