import { listOf } from '#lib/contracts/list.ts';
import { createdWorkflow, stepKindResponse, templateResponse, useTemplateRequest } from '#lib/contracts/workflow.ts';
import { route } from '../route.ts';
import { idParam } from './params.ts';

export const templateRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/templates',
    access: 'template.read',
    tag: 'Templates',
    summary: 'Workflows that come with the product',
    answer: listOf(templateResponse),
  }),
  use: route({
    method: 'POST',
    path: '/api/v1/templates/{id}/use',
    access: 'workflow.write',
    tag: 'Templates',
    summary: 'Make a workflow from a template',
    params: idParam,
    body: useTemplateRequest,
    answer: createdWorkflow,
    status: 201,
  }),
  stepKinds: route({
    method: 'GET',
    path: '/api/v1/step-kinds',
    access: 'workflow.read',
    tag: 'Templates',
    summary: 'Kinds of step: what they do, their parameters as JSON Schema, an example',
    answer: listOf(stepKindResponse),
  }),
} as const;
