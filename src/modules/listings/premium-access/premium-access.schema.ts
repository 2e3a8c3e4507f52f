/** Buyers' requests for help with premium listings, on the wire. */
import { z } from 'zod';
import { Id, Instant, prose, Reason } from '../../../platform/http/wire';
import { recordQuery } from '../../../platform/http/record-query';
import { Person } from '../../identity';
import { ACCESS_REQUEST_STATUSES, ANSWERS } from './premium-access.rules';

const StatusName = z
  .enum(ACCESS_REQUEST_STATUSES)
  .meta({ id: 'PremiumAccessStatus', description: 'Where a request about a premium listing stands.' });

export const PremiumAccessView = z
  .strictObject({
    id: Id,
    listingId: Id,
    status: StatusName.describe('CONTACTED: an administrator takes care of it.'),
    note: z.string().nullable().describe('What the buyer wrote.'),
    answer: z.string().nullable().describe('What an administrator answered.'),
    requestedAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'PremiumAccess', description: "A buyer's request for help with a premium listing." });
export type PremiumAccessView = z.output<typeof PremiumAccessView>;

export const AdminPremiumAccessView = PremiumAccessView.extend({
  buyer: Person.describe('Who asks.'),
  listingTitle: z.string().describe('The title of the listing.'),
  handler: Person.nullable().describe('The administrator who answered last.'),
  answers: z.array(z.enum(ANSWERS)).describe('What you can answer now.'),
}).meta({ id: 'AdminPremiumAccess' });
export type AdminPremiumAccessView = z.output<typeof AdminPremiumAccessView>;

export const NewPremiumAccess = z
  .strictObject({ note: prose(2_000).optional().describe('What you need, for the administrators.') })
  .meta({ id: 'NewPremiumAccess' });

export const PremiumAccessQuery = recordQuery().extend({
  status: StatusName.optional().describe('Requests with this status only.'),
  listingId: Id.optional().describe('Requests about this listing only.'),
  buyerId: Id.optional().describe('Requests of this buyer only.'),
});
export type PremiumAccessQuery = z.output<typeof PremiumAccessQuery>;

export const PremiumAccessAnswer = z
  .strictObject({
    status: z.enum(ANSWERS).describe('What becomes of it.'),
    answer: Reason.optional().describe('The buyer is told this. Required to close and to decline.'),
  })
  .refine(({ status, answer }) => status === 'CONTACTED' || answer !== undefined, {
    path: ['answer'],
    message: 'is required to close and to decline',
  })
  .meta({ id: 'PremiumAccessDecision' });
export type PremiumAccessAnswer = z.output<typeof PremiumAccessAnswer>;
