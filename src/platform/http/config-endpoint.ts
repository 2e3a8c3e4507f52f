/** What anybody may know of how this installation is set up, as its parts declare it. */
import { z } from 'zod';
import { endpoint, type Endpoint } from './endpoint';

export interface ShownSettings {
  fields: z.ZodRawShape;
  values: Record<string, unknown>;
}

/** `further`: what is known only once the parts are made. */
export const configEndpoint = (
  { shape, values }: { shape: z.ZodObject; values: Record<string, unknown> },
  further: ShownSettings,
): Endpoint =>
  endpoint({
    operationId: 'getConfig',
    method: 'get',
    path: '/config',
    summary: 'Get the public settings, and what is turned on.',
    access: 'public',
    response: z.strictObject({ ...shape.shape, ...further.fields }),
  }).handledBy(() => ({ ...values, ...further.values }));
