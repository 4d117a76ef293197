import { listOf } from '#lib/contracts/list.ts';
import { mapItemsQuery, mapItemsResponse } from '#lib/contracts/map-item.ts';
import { controlStepRequest } from '#lib/contracts/run-control.ts';
import { startedRun, testStepRequest } from '#lib/contracts/run-start.ts';
import { oneStepResponse } from '#lib/contracts/run-step.ts';
import { logChunk, logHit, logHitsQuery, stepLogsQuery } from '#lib/contracts/step-log.ts';
import { route } from '../route.ts';
import { idParam, stepName } from './params.ts';

const tag = 'Runs';
const path = '/api/v1/runs/{id}/steps/{step}';
const params = idParam.extend({ step: stepName });

export const runStepRoutes = {
  testStep: route({
    method: 'POST',
    path: '/api/v1/workflows/{id}/steps/{step}/test',
    access: 'run.start',
    tag,
    summary:
      'Run one step of the draft alone, on an input and results of earlier steps that are given; its effects happen',
    params,
    body: testStepRequest,
    answer: startedRun,
    status: 201,
    problems: ['invalid_input', 'invalid_workflow', 'conflict'],
  }),
  stepLogs: route({
    method: 'GET',
    path: `${path}/logs`,
    access: 'run.read',
    tag,
    summary: 'Output of an attempt of a step; `download=1` gives it as text',
    params,
    query: stepLogsQuery,
    answer: listOf(logChunk),
  }),
  logHits: route({
    method: 'GET',
    path: `${path}/logs/hits`,
    access: 'run.read',
    tag,
    summary: 'Where in the output of an attempt a text stands, chunk by chunk',
    params,
    query: logHitsQuery,
    answer: listOf(logHit),
  }),
  readStep: route({
    method: 'GET',
    path,
    access: 'run.read',
    tag,
    summary: 'One step with its attempts, also of an item of a map',
    params,
    answer: oneStepResponse,
  }),
  listItems: route({
    method: 'GET',
    path: `${path}/items`,
    access: 'run.read',
    tag,
    summary: 'Items of a map and how they stand',
    params,
    query: mapItemsQuery,
    answer: mapItemsResponse,
  }),
  retryStep: route({
    method: 'POST',
    path: `${path}/retry`,
    access: 'run.control',
    tag,
    summary: 'Run one step of a live run again, and what followed from how it ended',
    params,
    body: controlStepRequest,
    answer: startedRun,
    problems: ['run_ended', 'step_busy', 'step_not_over', 'step_has_gate'],
  }),
  skipStep: route({
    method: 'POST',
    path: `${path}/skip`,
    access: 'run.control',
    tag,
    summary: 'Leave one step of a live run out; a step with a gate is skipped at its gate alone',
    params,
    body: controlStepRequest,
    answer: startedRun,
    problems: ['run_ended', 'step_busy', 'step_has_gate'],
  }),
} as const;
