import { z } from 'zod';
import { headerNameProblem, headerValueProblem } from '#lib/domain/egress/header.ts';
import { isRead, methods } from '#lib/domain/egress/method.ts';
import { readTarget } from '#lib/domain/egress/target.ts';
import { revealedText } from '#lib/domain/secret/reference.ts';

const mostBytes = 50 * 1024 * 1024;

/** A sealed value that is not put in yet counts as nothing: it is looked at again once it is. */
const withoutSealed = (text: string) => revealedText(text, () => '');

const address = z
  .string()
  .min(1)
  .max(8192)
  .superRefine((text, refine) => {
    const read = readTarget(text);
    if ('problem' in read)
      refine.addIssue(`cannot be asked: ${lowerFirst(read.problem.message)} ${read.problem.fix}`.replace(/\.$/, ''));
  });

const headerName = z.string().superRefine((name, refine) => {
  const problem = headerNameProblem(name);
  if (problem) refine.addIssue(problem);
});

const headerValue = z.json().superRefine((value, refine) => {
  if (value !== null && typeof value === 'object') refine.addIssue('must be a text or a number');
  const problem = headerValueProblem(withoutSealed(String(value)));
  if (problem) refine.addIssue(problem);
});

const status = z.union([z.number().int().min(100).max(599), z.enum(['1xx', '2xx', '3xx', '4xx', '5xx'])]);

export const httpParams = z
  .strictObject({
    method: z.enum(methods).optional().meta({ description: 'Default: GET.' }),
    url: address.meta({ description: 'http or https. Secrets go into headers, query or body, never here.' }),
    headers: z.record(headerName, headerValue).optional().meta({ description: 'Headers of the request.' }),
    query: z.record(z.string(), z.json()).optional().meta({
      description: 'Added to the query of url. A list gives its name several times; null is left out.',
    }),
    body: z.json().optional().meta({
      description:
        'A text is sent as it is; another value as JSON, or as a form when content-type is application/x-www-form-urlencoded.',
    }),
    expect: z
      .strictObject({
        status: z.array(status).min(1).max(50).meta({ description: 'Numbers, or classes such as 2xx.' }),
      })
      .optional()
      .meta({ description: 'Which answers count as success. Default: 2xx.' }),
    artifact: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^/\\\0]+$/, 'must be a file name, without a path')
      .optional()
      .meta({ description: 'Keeps the body of the answer as a file of this name instead of in the output.' }),
    redirects: z.number().int().min(0).max(10).optional().meta({ description: 'Followed at most. Default: 5.' }),
    maxBytes: z.number().int().min(1).max(mostBytes).optional().meta({
      description: 'Of the body of the answer, once unpacked. Default: 1 MB (1048576); at most 50 MB.',
    }),
  })
  .refine(({ method = 'GET', body }) => body === undefined || !isRead(method), {
    path: ['body'],
    error: 'cannot be sent with GET, HEAD or OPTIONS',
  });

export type HttpParams = z.infer<typeof httpParams>;

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
