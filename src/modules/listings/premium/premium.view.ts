/** Premium requests on the wire, for their seller and for admins. */
import { iso } from '../../../platform/kernel/clock';
import { personOf, type User } from '../../identity';
import type { PremiumRequest } from './premium-request.model';
import { premiumMovesOf } from './premium.rules';
import type { AdminPremiumView, PremiumView } from './premium.schema';
import type { PremiumFile } from './use-cases/decide-premium';

export const presentPremium = (
  request: PremiumRequest,
  party: 'seller' | 'admin' = 'seller',
): PremiumView => ({
  id: request.id,
  listingId: request.listingId,
  status: request.status,
  note: request.note,
  decisionReason: request.decisionReason,
  decidedAt: iso(request.decidedAt),
  feeCents: request.feeCents,
  payBy: iso(request.payBy),
  paymentId: request.paymentId,
  paidAt: iso(request.paidAt),
  endReason: request.endReason,
  returnedCents: request.returnedCents,
  requestedAt: iso(request.requestedAt),
  endedAt: iso(request.endedAt),
  moves: premiumMovesOf(request.status, party),
});

export const presentPremiumForAdmin = (
  { request, listing }: PremiumFile,
  people: Map<string, User>,
): AdminPremiumView => ({
  ...presentPremium(request, 'admin'),
  sellerId: request.sellerId,
  seller: personOf(request.sellerId, people),
  listingTitle: listing.title,
  listingStatus: listing.status,
  decidedBy: request.decidedBy,
  decider: request.decidedBy === null ? null : personOf(request.decidedBy, people),
});
