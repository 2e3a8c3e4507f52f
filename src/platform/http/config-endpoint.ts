/** The part of the configuration that anybody may know, as its parts declare it. */
import type { z } from 'zod';
import { endpoint, type Endpoint } from './endpoint';

export const configEndpoint = (shown: { shape: z.ZodObject; values: Record<string, unknown> }): Endpoint =>
  endpoint({
    operationId: 'getConfig',
    method: 'get',
    path: '/config',
    summary: 'Get the public settings, and what is turned on.',
    access: 'public',
    response: shown.shape,
  }).handledBy(() => shown.values);
