import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { OperatorProblem } from '#lib/server/problem.ts';

/** The account PostgreSQL runs under when that is not the current one. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const ownName = 'countersign';

/**
 * PostgreSQL refuses to run as root. As root this finds the account `countersign`, makes it where the machine lets us,
 * or falls back to one that exists for such ends. As anybody else: `null`, the server runs as the current user.
 */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  return lookUp(ownName) ?? create(ownName) ?? lookUp('postgres') ?? lookUp('nobody') ?? none();
}

function none(): never {
  throw new OperatorProblem(
    `PostgreSQL cannot run as root and no account “${ownName}” could be made. Start as an ordinary user, or make it: useradd --system ${ownName}`,
  );
}

function lookUp(name: string): Account | null {
  const ask = (flag: string) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout) : null;
  };
  const [uid, gid] = [ask('-u'), ask('-g')];
  return uid === null || gid === null || uid === 0 ? null : { name, uid, gid };
}

function create(name: string): Account | null {
  const ways: [string, string[]][] = [
    [
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/false', name],
    ],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', name]],
  ];
  for (const [command, args] of ways) {
    spawnSync(command, args, { stdio: 'ignore' });
    const made = lookUp(name);
    if (made) return made;
  }
  return null;
}

/** Gives a file or folder to the account; nothing to do when the server runs as the current user. */
export function giveTo(account: Account | null, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** The part of spawn's options that makes a child run under the account. */
export function runAs(account: Account | null): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}
