import { z } from 'zod';
import { type RunStatus, runStatuses, type StepStatus, stepStatuses } from '#lib/domain/run/status.ts';

export const runStatusNames = Object.keys(runStatuses) as [RunStatus, ...RunStatus[]];
export const runStatus = z.enum(runStatusNames);
export const stepStatus = z.enum(Object.keys(stepStatuses) as [StepStatus, ...StepStatus[]]);
