import type { Pool } from 'pg';
import type { Sender } from '#lib/server/channels/send.ts';
import { sendsMail } from '#lib/server/mail/send-mail.ts';
import { addressNotices, type Pace } from './address-notices.ts';
import { sendLetters } from './send-letters.ts';
import { sendToChannels } from './send-to-channels.ts';

export type NoticeOptions = Partial<Pace> & {
  pool: Pool;
  send: Sender;
  onError: (error: unknown) => void;
  /** How often it looks, in ms. */
  everyMs?: number;
};

/**
 * Tells people of gates: notices, which were written with the events they are about, become deliveries, and these are
 * sent, tried again and given up. All that is known is in the database, so that any number of workers share the work and
 * what one of them leaves is done by another. Answers with what ends it, after what is on its way.
 */
export function openNotices(options: NoticeOptions): { close(): Promise<void> } {
  const { pool, send, onError, everyMs = 1000, gatherMs = 5000, apartMs = 60_000 } = options;
  // Each by itself: a mail server that answers slowly holds no webhook up.
  const chores = [
    repeat(() => addressNotices(pool, { gatherMs, apartMs }), { everyMs, onError }),
    repeat(() => sendToChannels(pool, send), { everyMs, onError }),
    ...(sendsMail() ? [repeat(() => sendLetters(pool), { everyMs, onError })] : []),
  ];
  return {
    async close() {
      await Promise.all(chores.map((chore) => chore.close()));
    },
  };
}

/** Does the chore again and again, at once while there is something to do. */
function repeat(
  chore: () => Promise<number>,
  { everyMs, onError }: { everyMs: number; onError: (error: unknown) => void },
): { close(): Promise<void> } {
  let open = true;
  let wake = () => {};
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const going = (async () => {
    while (open) {
      const done = await chore().catch((error: unknown) => {
        onError(error);
        return 0;
      });
      if (open && done === 0) await pause();
    }
  })();
  return {
    close() {
      open = false;
      wake();
      return going;
    },
  };
}
