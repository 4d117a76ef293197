import { transaction } from '#lib/server/change.ts';
import { OperatorProblem } from '#lib/server/problem.ts';
import { insertPasswordLink, lockHolder, recordSystemLink } from './password-link.ts';

/** Makes a link that sets somebody's password, at the word of whoever runs the server; the record says so. */
export async function makeOperatorsLink(email: string): Promise<{ name: string; link: string }> {
  return transaction(async (tx) => {
    const holder = await lockHolder(tx, email.trim().toLowerCase());
    if (!holder) throw new OperatorProblem('Nobody with this address is a member of a workspace here.');
    const { link, expiresAt } = await insertPasswordLink(tx, { userId: holder.id, madeBy: null, hours: 24 });
    await recordSystemLink(tx, holder, {
      action: 'member.resetLinkMade',
      address: null,
      details: { by: 'the operator of the server', expiresAt },
    });
    return { name: holder.name, link };
  });
}
