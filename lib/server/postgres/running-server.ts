import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorProblem } from '#lib/server/problem.ts';
import { processIdentity } from '#lib/server/supervisor/process-identity.ts';
import { applicationRole, type Cluster, databaseName } from './cluster.ts';
import { readPostmasterFile } from './postmaster-file.ts';

/** The connection of the embedded server that runs on this data folder now, for a command beside the product. */
export function applicationUrlOfRunning(dataDir: string): string {
  const file = readPostmasterFile(join(dataDir, 'postgres', 'data'));
  const runs = file !== null && file.port !== null && processIdentity(file.pid) !== null;
  if (!runs) throw new OperatorProblem(`Nothing runs on the data folder ${dataDir}. Start the product first.`);
  const { application } = passwordsOf(dataDir);
  return `postgresql://${applicationRole}:${application}@127.0.0.1:${file.port}/${databaseName}`;
}

function passwordsOf(dataDir: string): Cluster['passwords'] {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'));
  } catch (error) {
    throw new OperatorProblem(
      `The data folder ${dataDir} cannot be read. Run this as the account that runs the product.`,
      {
        cause: error,
      },
    );
  }
}
