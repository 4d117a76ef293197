import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { systemCode } from '#lib/server/problem.ts';

/** What an answer carries: a text, nothing, or pieces made while they are sent. */
export type AnswerBody = string | null | AsyncIterable<string | Uint8Array>;

/** An answer of the API, before anything of it is sent. Names of headers are lower case. */
export class Answer<Body extends AnswerBody = AnswerBody> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;

  constructor(status: number, headers: Readonly<Record<string, string>>, body: Body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** A value as JSON. */
  static json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer<string> {
    return new Answer(status, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));
  }

  /** The same with these headers, where it has none of its own. */
  with(headers: Readonly<Record<string, string>>): Answer {
    return new Answer(this.status, { ...headers, ...this.headers }, this.body);
  }
}

/**
 * Sends it; `head`: without the body. When whoever asked goes away in the middle, the pieces end; when making one fails,
 * the connection is cut, so that half a file does not look whole.
 */
export async function send(response: ServerResponse, { status, headers, body }: Answer, head = false): Promise<void> {
  if (typeof body === 'string') {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(head ? undefined : body);
  } else if (body === null || head) {
    response.writeHead(status, headers).end();
    // What makes the pieces gives back what it holds only once it has begun.
    if (body !== null) for await (const _ of body) break;
  } else {
    response.writeHead(status, headers);
    await pipeline(body, response).catch((error: unknown) => {
      if (systemCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }
}
