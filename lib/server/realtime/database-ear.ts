import pg from 'pg';
import { log } from '#lib/server/log.ts';

export interface DatabaseEar {
  close(): Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 5000;

/**
 * LISTENs on a connection of its own (a pool's would forget it) and hands each message to its channel's function. A lost
 * connection is made again; `onConnected` is called every time, since what was said meanwhile was not heard.
 */
export function listenToDatabase({
  url,
  channels,
  onConnected,
}: {
  url: string;
  channels: Readonly<Record<string, (payload: string) => void>>;
  onConnected: () => void;
}): DatabaseEar {
  let client: pg.Client | null = null;
  let closed = false;
  let pause = firstPauseMs;
  let timer: NodeJS.Timeout | undefined;

  const again = () => {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, pause);
    pause = Math.min(pause * 2, longestPauseMs);
  };
  const connect = async () => {
    const own = new pg.Client({ connectionString: url, application_name: 'countersign live', keepAlive: true });
    client = own;
    own.on('error', (error) => log().warn({ err: error }, 'The live connection to the database was lost'));
    own.on('end', again);
    own.on('notification', ({ channel, payload = '' }) => hear(channels[channel], payload));
    try {
      await own.connect();
      for (const channel of Object.keys(channels)) await own.query(`LISTEN ${own.escapeIdentifier(channel)}`);
      pause = firstPauseMs;
      onConnected();
    } catch (error) {
      log().warn({ err: error }, 'The live connection to the database cannot be made');
      await own.end().catch(() => {});
      again();
    }
  };
  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}

/** A message that cannot be read is somebody else's; it must not end the process. */
function hear(listener: ((payload: string) => void) | undefined, payload: string): void {
  try {
    listener?.(payload);
  } catch (error) {
    log().warn({ err: error }, 'A message from the database could not be read');
  }
}
