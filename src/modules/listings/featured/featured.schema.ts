/** What the featured placement of listings looks like on the wire. */
import { z } from 'zod';
import { recordQuery } from '../../../platform/http/record-query';
import { Id, Instant, Reason } from '../../../platform/http/wire';
import { Person } from '../../identity';
import { ListingCard } from '../listing-views.schema';

/** As many as a reader takes in. */
export const MOST_SHOWN = 6;
export const LONGEST_DAYS = 90;

export const Featuring = z
  .strictObject({
    until: Instant.describe(`Until when, within ${LONGEST_DAYS} days.`),
    reason: Reason.describe('Why it is chosen, for administrators.'),
  })
  .meta({ id: 'Featuring' });
export type Featuring = z.output<typeof Featuring>;

export const EndFeatured = z.strictObject({ reason: Reason });

export const FeaturedQuery = recordQuery();
export type FeaturedQuery = z.output<typeof FeaturedQuery>;

export const FeaturedView = z
  .strictObject({
    id: Id,
    listing: ListingCard.pick({ id: true, title: true, status: true }),
    reason: z.string().describe('Why it was chosen.'),
    featuredBy: Person,
    featuredAt: Instant.describe('From when on.'),
    until: Instant.describe('Until when.'),
    shown: z
      .boolean()
      .describe(
        `Whether it has its place now: its time is not over, it is on the market, and among the ${MOST_SHOWN} chosen last.`,
      ),
  })
  .meta({ id: 'FeaturedListing' });
