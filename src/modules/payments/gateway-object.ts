/** What all objects of a gateway have in common. */
import { z } from 'zod';

/** Ids of the gateway's objects: `pi_…`, `re_…`, `evt_…`. */
export const GatewayId = z.string().regex(/^\w{1,120}$/);
/** Null on some objects that were made without any. */
export const Metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((metadata) => metadata ?? {});
