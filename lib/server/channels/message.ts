import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Letter } from '#lib/server/mail/letter.ts';

/** What is sent through a channel, before it has the form of the channel's kind. */
export type Message = {
  /** What a webhook is told it is. */
  event: 'gate' | 'workflow.notify' | 'test';
  /** The same for every try of one message, so that the other side can tell a repetition. */
  id: string;
  letter: Letter;
  /** What a webhook is told besides. */
  data: JsonObject;
  priority?: 'low' | 'normal' | 'high';
};
