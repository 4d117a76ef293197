import { serverConfig } from '#lib/server/config.ts';
import { passwordChangedLetter } from './letters.ts';
import { sendMail } from './send-mail.ts';

/** Mails the person that their password was just changed; nobody waits for it. */
export function tellPasswordChanged({
  name,
  email,
  timeZone,
}: {
  name: string;
  email: string;
  timeZone: string;
}): void {
  void sendMail(email, passwordChangedLetter({ name, timeZone, at: Date.now(), url: serverConfig().url }));
}
