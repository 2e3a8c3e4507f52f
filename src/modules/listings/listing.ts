/** A listing as other modules see it: values only, which nobody outside can write. */
import type { ListedCarrier } from './listed-carrier.rules';
import type { Deal, Finance, Operation, PlatformStanding } from './listing.fields';
import type { ListingRow } from './listing.model';
import type { Status } from './listing.rules';

export interface Listing {
  readonly id: string;
  readonly sellerId: string;
  readonly usdot: number;
  readonly status: Status;
  readonly title: string;
  /** Null in a draft only; so is `deal`. */
  readonly askingPriceCents: number | null;
  readonly deal: Deal | null;
  readonly operation: Operation;
  readonly platformStanding: PlatformStanding;
  readonly finance: Finance;
  readonly carrier: ListedCarrier;
  /** The buyer that it is reserved for or sold to. */
  readonly buyerId: string | null;
  /** Until when that buyer has it alone; null when that has ended. */
  readonly exclusiveUntil: number | null;
  readonly version: number;
  readonly publishedAt: number | null;
  readonly expiresAt: number | null;
}

export const listingOf = (row: ListingRow): Listing => ({
  id: row.id,
  sellerId: row.sellerId,
  usdot: row.usdot,
  status: row.status,
  title: row.title,
  askingPriceCents: row.askingPriceCents,
  deal: row.deal,
  operation: row.operation,
  platformStanding: row.platformStanding,
  finance: row.finance,
  carrier: row.carrier,
  buyerId: row.buyerId,
  exclusiveUntil: row.exclusiveUntil ?? null,
  version: row.version,
  publishedAt: row.publishedAt,
  expiresAt: row.expiresAt,
});
