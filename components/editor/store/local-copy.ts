import { z } from 'zod';
import { layoutSchema } from '#lib/domain/workflow/spec.ts';

const schema = z.object({
  revision: z.number(),
  at: z.number(),
  spec: z.record(z.string(), z.unknown()),
  layout: layoutSchema,
  brokenText: z.string().nullable(),
});

/** What is drawn but not yet on the server, kept in this browser. */
export type LocalCopy = z.infer<typeof schema>;

const keyOf = (workflow: string) => `countersign draft ${workflow}`;

export function readLocalCopy(workflow: string): LocalCopy | null {
  try {
    const text = localStorage.getItem(keyOf(workflow));
    const read = text ? schema.safeParse(JSON.parse(text)) : null;
    return read?.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Keeps a copy; false when the browser has no room or forbids it. */
export function keepLocalCopy(workflow: string, copy: LocalCopy): boolean {
  try {
    localStorage.setItem(keyOf(workflow), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function dropLocalCopy(workflow: string): void {
  try {
    localStorage.removeItem(keyOf(workflow));
  } catch {
    // A browser that forbids storage kept nothing either.
  }
}
