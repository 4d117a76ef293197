import { z } from 'zod';
import { evidencePack } from '#lib/contracts/evidence.ts';
import { flag, listOf } from '#lib/contracts/list.ts';
import {
  artifactResponse,
  cancelRunRequest,
  logChunk,
  runEventResponse,
  runEventsQuery,
  runListQuery,
  runResponse,
  runSummary,
  startedRun,
  startRunRequest,
  stepLogsQuery,
} from '#lib/contracts/run.ts';
import { shownInput } from '#lib/contracts/secret.ts';
import { route } from '../route.ts';
import { idOrSlug, idParam, sha256, stepName } from './params.ts';

const tag = 'Runs';
const path = '/api/v1/runs/{id}';

export const runRoutes = {
  start: route({
    method: 'POST',
    path: '/api/v1/workflows/{id}/runs',
    access: 'run.start',
    tag,
    summary: 'Start a run of the latest version, of another one, or of the draft',
    params: idParam,
    body: startRunRequest,
    answer: startedRun,
    status: 201,
    problems: ['invalid_input', 'not_published', 'invalid_workflow', 'conflict'],
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/runs',
    access: 'run.read',
    tag,
    summary: 'Runs, newest first',
    query: runListQuery,
    answer: listOf(runSummary),
  }),
  read: route({
    method: 'GET',
    path,
    access: 'run.read',
    tag,
    summary: 'A run with all its steps, as it is now',
    params: idParam,
    answer: runResponse,
  }),
  listEvents: route({
    method: 'GET',
    path: `${path}/events`,
    access: 'run.read',
    tag,
    summary: 'What happened, after a seq',
    params: idParam,
    query: runEventsQuery,
    answer: listOf(runEventResponse),
  }),
  readValue: route({
    method: 'GET',
    path: `${path}/values/{hash}`,
    access: 'run.read',
    tag,
    summary: 'A large value as a whole, by the hash under which it is shown',
    params: idParam.extend({ hash: sha256 }),
    file: 'application/json',
  }),
  stepLogs: route({
    method: 'GET',
    path: `${path}/steps/{step}/logs`,
    access: 'run.read',
    tag,
    summary: 'Output of an attempt of a step; `download=1` gives it as text',
    params: idParam.extend({ step: stepName }),
    query: stepLogsQuery,
    answer: listOf(logChunk),
  }),
  listArtifacts: route({
    method: 'GET',
    path: `${path}/artifacts`,
    access: 'run.read',
    tag,
    summary: 'Files that its steps made',
    params: idParam,
    answer: listOf(artifactResponse),
  }),
  readArtifact: route({
    method: 'GET',
    path: `${path}/artifacts/{artifact}`,
    access: 'run.read',
    tag,
    summary: 'One file; `inline=1` shows types that cannot act in place',
    params: idParam.extend({ artifact: idOrSlug }),
    query: z.object({ inline: flag.default(false) }),
    file: 'application/octet-stream',
  }),
  cancel: route({
    method: 'POST',
    path: `${path}/cancel`,
    access: 'run.control',
    tag,
    summary: 'Ask it to end, with a reason; asking twice changes nothing',
    params: idParam,
    body: cancelRunRequest,
    answer: startedRun,
    problems: ['run_ended'],
  }),
  showInput: route({
    method: 'POST',
    path: `${path}/inputs/{name}/show`,
    access: 'sensitive.read',
    tag,
    summary: 'A sensitive input in plain; that it was looked at stands in the record',
    params: idParam.extend({ name: stepName }),
    answer: shownInput,
    // Each look has an entry of its own, and what was shown is kept nowhere for a repeat.
    idempotent: false,
  }),
  evidence: route({
    method: 'GET',
    path: `${path}/evidence`,
    access: 'record.read',
    tag: 'Record',
    summary: 'All that proves what happened in a run, to be checked offline',
    params: idParam,
    answer: evidencePack,
  }),
} as const;
