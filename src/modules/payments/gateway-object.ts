/** What all objects of a gateway have in common. */
import { z } from 'zod';

/** Ids of the gateway's objects: `pi_…`, `re_…`, `evt_…`. */
export const GatewayId = z.string().regex(/^\w{1,120}$/);
export const Metadata = z.record(z.string(), z.string()).default({});
