/** Premium requests as their owner and admins may see them. */
import { iso } from '../../../platform/kernel/clock';
import type { ListingRow } from '../listing.model';
import type { PremiumRequest } from './premium-request.model';
import { premiumMovesOf } from './premium.rules';
import type { AdminPremiumView, PremiumView } from './premium.schema';

export const viewPremium = (row: PremiumRequest, party: 'seller' | 'admin' = 'seller'): PremiumView => ({
  id: row.id,
  listingId: row.listingId,
  status: row.status,
  note: row.note,
  decisionReason: row.decisionReason,
  decidedAt: iso(row.decidedAt),
  feeCents: row.feeCents,
  payBy: iso(row.payBy),
  paymentId: row.paymentId,
  paidAt: iso(row.paidAt),
  endReason: row.endReason,
  returnedCents: row.returnedCents,
  requestedAt: iso(row.requestedAt),
  endedAt: iso(row.endedAt),
  moves: premiumMovesOf(row.status, party),
});

export const viewPremiumForAdmin = (
  row: PremiumRequest,
  listing: Pick<ListingRow, 'title' | 'status'>,
): AdminPremiumView => ({
  ...viewPremium(row, 'admin'),
  sellerId: row.sellerId,
  listingTitle: listing.title,
  listingStatus: listing.status,
  decidedBy: row.decidedBy,
});
