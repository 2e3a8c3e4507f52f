/** What anybody may know of how this installation is set up, as its parts declare it. */
import { z } from 'zod';
import { SECOND_MS } from '../kernel/clock';
import { endpoint, type Endpoint } from './endpoint';

export interface ShownSettings {
  fields: z.ZodRawShape;
  /** As they are now. */
  values(): Record<string, unknown>;
}

/** Somebody to try the product as, with a password that everybody may know. */
export interface DemoPerson {
  email: string;
  password: string;
  what: string;
}

const DemoPeople = z
  .array(
    z.strictObject({
      email: z.string().describe('The address to sign in with.'),
      password: z.string().describe('A password that everybody may know.'),
      what: z.string().describe('Who it is.'),
    }),
  )
  .describe('Whom one may sign in as to try the product; empty in production.');

const merged = <Value>(parts: readonly Record<string, Value>[]): Record<string, Value> =>
  Object.fromEntries(parts.flatMap((part) => Object.entries(part)));

/** `further`: what is known only once the parts are made. */
export const configEndpoint = (
  { shape, values }: { shape: z.ZodObject; values(): Record<string, unknown> },
  further: readonly ShownSettings[],
  demoPeople: readonly DemoPerson[],
): Endpoint =>
  endpoint({
    operationId: 'getConfig',
    method: 'get',
    path: '/config',
    summary: 'Get the public settings, and what is turned on.',
    access: 'public',
    cached: { until: [], forMs: SECOND_MS },
    response: z.strictObject({
      ...shape.shape,
      ...merged(further.map(({ fields }) => fields)),
      demoPeople: DemoPeople,
    }),
  }).handledBy(() => ({
    ...values(),
    ...merged(further.map((part) => part.values())),
    demoPeople: [...demoPeople],
  }));
