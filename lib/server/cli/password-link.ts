import { makeOperatorsLink } from '#lib/server/commands/people/make-operators-link.ts';
import { serverConfig } from '#lib/server/config.ts';
import { applicationUrlOfRunning } from '#lib/server/postgres/running-server.ts';
import { OperatorProblem, systemCode } from '#lib/server/problem.ts';
import { adoptDatabase, closeDatabase, openDatabase } from '#lib/storage/database.ts';

// What `npm run password-link -- someone@example.org` hands over to, in the pinned Node: the last way in, for a lone
// owner who forgot the password where no mail is sent. It works on the database of the product that runs.
try {
  const [email, ...more] = process.argv.slice(2);
  if (email === undefined || more.length > 0)
    throw new OperatorProblem('Name one person by their e-mail address: npm run password-link -- someone@example.org', {
      exitCode: 2,
    });
  const { databaseUrl, dataDir } = serverConfig();
  adoptDatabase(openDatabase({ url: databaseUrl ?? applicationUrlOfRunning(dataDir), name: 'operator', max: 2 }));
  const { name, link } = await makeOperatorsLink(email);
  process.stdout.write(`${name} sets a new password with this link, once, within 24 hours:\n\n  ${link}\n\n`);
} catch (error) {
  const away = /^(ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/.test(systemCode(error) ?? '');
  if (!(error instanceof OperatorProblem || away)) throw error;
  process.stderr.write(
    `${away ? 'The database cannot be reached: is the product running?' : (error as Error).message}\n`,
  );
  process.exitCode = error instanceof OperatorProblem ? error.exitCode : 1;
} finally {
  await closeDatabase();
}
