/** Comparable listings on the wire. */
import { z } from 'zod';
import { Instant } from '../../../platform/http/wire';
import { CentsBand, ListingCard } from '../listing-views.schema';
import { LIKENESSES } from './comparables.rules';

export const PriceGuidanceView = z
  .strictObject({
    asOf: Instant.describe('When the comparison was made.'),
    guidance: z
      .strictObject({
        alike: z
          .array(z.enum(LIKENESSES))
          .describe(
            'What the compared companies have in common with this one; ranges may lie next to each other.',
          ),
        listings: z.int().describe('How many of them are on the market; their asking prices count.'),
        sales: z.int().describe('How many of them were sold in the last 12 months; the prices paid count.'),
        lower: CentsBand.describe('The range in which the lowest quarter ends.'),
        middle: CentsBand.describe('The range in the middle: half of them are at or below it.'),
        upper: CentsBand.describe('The range in which the highest quarter begins.'),
        asking: z
          .enum(['BELOW', 'WITHIN', 'ABOVE'])
          .nullable()
          .describe('Where the asking price of this one lies between `lower` and `upper`.'),
      })
      .meta({ id: 'PriceSpread' })
      .nullable()
      .describe('Null where fewer than five companies can be compared.'),
  })
  .meta({
    id: 'PriceGuidance',
    description: 'What comparable companies are offered and sold for, in the ranges that cards show.',
  });
export type PriceGuidanceView = z.output<typeof PriceGuidanceView>;

export const SoldView = ListingCard.pick({
  state: true,
  dealStructure: true,
  authorityKinds: true,
  yearsActiveBand: true,
  fleetBand: true,
})
  .extend({
    priceBand: CentsBand.nullable().describe('The range of the price that was paid. Null: not known.'),
    daysToSale: z.int().describe('Days from the first publication to the sale.'),
    soldIn: z.string().describe('The month of the sale, such as 2026-03.'),
  })
  .meta({ id: 'SoldListing', description: 'A company that was sold, without what would name it.' });
export type SoldView = z.output<typeof SoldView>;

export const SoldQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(24).default(6).describe('The most companies.'),
});
