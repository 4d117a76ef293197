import { listOf } from '#lib/contracts/list.ts';
import { auditEntryResponse, auditListQuery, verification } from '#lib/contracts/record.ts';
import { route } from '../route.ts';

const tag = 'Record';

export const recordRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/audit',
    access: 'record.read',
    tag,
    summary: 'Who did what, newest first',
    query: auditListQuery,
    answer: listOf(auditEntryResponse),
  }),
  verify: route({
    method: 'GET',
    path: '/api/v1/audit/verify',
    access: 'record.read',
    tag,
    summary: 'Recompute the whole chain',
    answer: verification,
  }),
  export: route({
    method: 'GET',
    path: '/api/v1/audit/export',
    access: 'record.export',
    tag,
    summary: 'The whole record as JSON lines, for `countersign verify`; the record tells who took it',
    file: 'application/x-ndjson',
  }),
} as const;
