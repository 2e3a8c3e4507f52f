/** What waivers of out-of-service orders look like on the wire. */
import { z } from 'zod';
import { Id, Instant, Reason } from '../../../platform/http/wire';
import { PageQuery } from '../../../platform/kernel/page';
import { Person } from '../../identity';
import { Usdot, UsdotNumber } from '../usdot-number.schema';

const OrderDay = z.iso
  .date()
  .nullable()
  .describe('The day of the latest order that the record shows; null where it shows none.');

export const NewWaiver = z.strictObject({
  usdot: UsdotNumber,
  orderedOn: OrderDay,
  until: Instant.describe('Until when it does not stop: a year from now at most.'),
  reason: Reason,
});
export type NewWaiver = z.output<typeof NewWaiver>;

export const EndWaiver = z.strictObject({ reason: Reason });

export const WaiverQuery = PageQuery.extend({
  usdot: Usdot.optional().describe('Those of this carrier only.'),
});
export type WaiverQuery = z.output<typeof WaiverQuery>;

export const WaiverShape = z
  .strictObject({
    id: Id,
    usdot: z.int().describe('The USDOT number.'),
    legalName: z.string().nullable().describe('Its name in the federal record; null if not known.'),
    orderedOn: OrderDay,
    reason: z.string().describe('Why the order does not stop the carrier.'),
    grantedBy: Id.describe('The admin who recorded it.'),
    granter: Person.describe('Their name.'),
    grantedAt: Instant.describe('When.'),
    until: Instant.describe('Until when.'),
    inForce: z.boolean().describe('Whether it counts now.'),
    endedAt: Instant.nullable().describe('When it was taken back, or another one took its place.'),
    endedBy: Id.nullable().describe('The admin who did.'),
    ender: Person.nullable().describe('Their name.'),
    endedBecause: z.string().nullable().describe('Why.'),
  })
  .meta({ id: 'OutOfServiceWaiver' });
