/** The events of saved searches. */
import { z } from 'zod';
import { defineEvent } from '../../../platform/events/events';

/** Of a listing what its card shows to anyone. */
const found = z.strictObject({
  listingId: z.string(),
  title: z.string(),
  usState: z.string().nullable(),
  priceBand: z.strictObject({ fromCents: z.int(), belowCents: z.int().nullable() }).nullable(),
  fleetBand: z.strictObject({ fromTrucks: z.int(), belowTrucks: z.int().nullable() }).nullable(),
});
export type FoundListing = z.output<typeof found>;

const match = z.strictObject({
  /** Of a saved search, or of what a buyer looks for. */
  of: z.enum(['SEARCH', 'REQUIREMENTS']).default('SEARCH'),
  searchId: z.string(),
  searchName: z.string(),
  /** How many matched; `listings` are the first of them. */
  count: z.int(),
  listings: z.array(found),
});
export type SearchMatch = z.output<typeof match>;

export const savedSearchesMatched = defineEvent(
  'saved_search.matched',
  z.strictObject({ userId: z.string(), searches: z.array(match) }),
  {
    when: 'Listings that a person’s saved searches look for came onto the market, or came to match there: all of them at once.',
    about: 'userId',
  },
);
