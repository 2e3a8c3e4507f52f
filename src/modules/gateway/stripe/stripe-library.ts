/** Stripe's library, which takes a tenth of a start and some megabytes: loaded where it is first used. */
import { createRequire } from 'node:module';
import type Stripe from 'stripe';
import { once } from '../../../platform/kernel/once';

export const stripe = once(() => createRequire(__filename)('stripe') as typeof Stripe);
