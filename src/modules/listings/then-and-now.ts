/** A listing as an offer or a deal knows it: by the title of the moment, with the one that it bears now. */
import { z } from 'zod';
import { Id } from '../../platform/http/wire';
import type { Listing } from './listing';
import { isPublic, STATUSES } from './listing.rules';

export const ListingThenAndNow = z
  .strictObject({
    id: Id,
    title: z.string().describe('The title that the listing bore when this began.'),
    titleNow: z.string().nullable().describe('The title that it bears now; null where you cannot read it.'),
    status: z.enum(STATUSES).nullable().describe('Where the listing stands now; null once it is gone.'),
  })
  .meta({ id: 'ListingThenAndNow' });
export type ListingThenAndNow = z.output<typeof ListingThenAndNow>;

/** Of a listing that is out of sight, its seller and admins alone read the present title. */
export const thenAndNow = (
  id: string,
  title: string,
  now: Listing | null | undefined,
  readsAll: boolean,
): ListingThenAndNow => ({
  id,
  title,
  titleNow: now && (readsAll || isPublic(now.status)) ? now.title : null,
  status: now?.status ?? null,
});
