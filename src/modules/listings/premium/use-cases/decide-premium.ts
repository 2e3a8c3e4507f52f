/** Admins list premium requests, approve or reject them, and end the premium status of a listing for cause. */
import { refuseOwnThing } from '../../../../platform/http/own-thing';
import type { UserActor } from '../../../../platform/kernel/actor';
import { DAY_MS } from '../../../../platform/kernel/clock';
import { readPage } from '../../../../platform/db/keyset';
import { recordKeyset } from '../../../../platform/db/records';
import { selectListingIds } from '../../listing.store';
import { selectUserIds } from '../../../identity';
import type { Page } from '../../../../platform/kernel/page';
import type { User } from '../../../identity';
import type { ListingRow } from '../../listing.model';
import type { MoneyAct } from '../../../approvals';
import type { ListingsContext } from '../../listings.context';
import { premiumApproved, premiumEnded, premiumRejected } from '../premium.events';
import { type LockedPremium, premiumNews, premiumSubject } from '../premium.store';
import type { PremiumRequest } from '../premium-request.model';
import type { PremiumDecision, PremiumEnd, PremiumQuery } from '../premium.schema';

/** A request with what a list shows of its listing. */
export interface PremiumFile {
  request: PremiumRequest;
  listing: Pick<ListingRow, 'title' | 'status'>;
}

export function createDecidePremium({
  platform,
  store,
  premium,
  payments,
  audit,
  approvals,
  identity,
}: ListingsContext) {
  const { clock, config, database, events } = platform;

  return {
    /** Who asks, and who has decided. */
    findPremiumPeople: (files: readonly PremiumFile[]): Promise<Map<string, User>> =>
      identity.findUsers([
        ...new Set(files.flatMap(({ request }) => [request.sellerId, request.decidedBy ?? []].flat())),
      ]),

    async listPremium(query: PremiumQuery): Promise<Page<PremiumFile>> {
      const { status, sellerId, listingId } = query;
      const requests = recordKeyset(
        database,
        premium.requests,
        {
          ...{ name: 'premium.requests', at: 'requestedAt', equal: { status, sellerId, listingId } },
          searchedIn: {
            ...{ texts: ['note'], ids: ['id'] },
            through: [
              { columns: ['sellerId'], select: selectUserIds },
              { columns: ['listingId'], select: selectListingIds },
            ],
          },
        },
        query,
      );
      const { items, pagination } = await readPage(requests, query);
      const listings = await store.listings.findAll({
        attributes: ['id', 'title', 'status'],
        where: { id: items.map(({ listingId }) => listingId) },
      });
      const byId = new Map(listings.map((listing) => [listing.id, listing]));
      const files = items.flatMap((request) => {
        const listing = byId.get(request.listingId);
        return listing ? [{ request, listing }] : [];
      });
      return { items: files, pagination };
    },

    /** The fee is fixed by the approval, whatever the configuration says later. */
    decidePremium: (
      actor: UserActor,
      requestId: string,
      { decision, reason }: PremiumDecision,
    ): Promise<LockedPremium> =>
      database.atomically(async () => {
        const locked = await premium.lock(requestId);
        const { listing, request } = locked;
        refuseOwnThing(actor, request.sellerId);
        const now = clock.now();
        const decided = { decidedBy: actor.userId, decisionReason: reason ?? null, decidedAt: now };
        if (decision === 'APPROVE') {
          const feeCents = config.PREMIUM_LISTING_FEE_CENTS;
          const payBy = now + config.PREMIUM_PAYMENT_DAYS * DAY_MS;
          await premium.advance(request, 'approve', { ...decided, feeCents, payBy });
          await events.emit(premiumApproved, { ...premiumNews(locked), feeCents, payBy });
        } else {
          await premium.advance(request, 'reject', decided);
          await events.emit(premiumRejected, { ...premiumNews(locked), reason: reason ?? '' });
        }
        await audit.record({
          actor,
          action: decision === 'APPROVE' ? 'premium.approved' : 'premium.rejected',
          subject: premiumSubject(requestId),
          ...(reason === undefined ? {} : { reason }),
          detail: { listingId: listing.id, feeCents: request.feeCents },
        });
        return locked;
      }),

    /** PREMIUM → ENDED. Throws `second_admin_needed`, and `refund_too_large` where the payment was refunded elsewhere. */
    endPremium: (
      actor: UserActor,
      requestId: string,
      { reason, returnFee }: PremiumEnd,
    ): Promise<LockedPremium> =>
      database.atomically(async () => {
        const locked = await premium.lock(requestId);
        const { listing, request } = locked;
        refuseOwnThing(actor, request.sellerId);
        const returnedCents = returnFee ? (request.feeCents ?? 0) : 0;
        // What cannot be ended is refused below.
        const asks = request.status === 'PREMIUM' && returnedCents > 0;
        const act: MoneyAct = {
          ...{ act: 'premium.end', subject: premiumSubject(requestId), amountCents: returnedCents },
          ...{ asked: { returnedCents }, concerns: [request.sellerId] },
        };
        if (asks && !(await approvals.mayBeDone(actor, act))) return locked;
        await premium.advance(request, 'end', { endReason: reason, returnedCents });
        await store.markPremium(listing, false);
        await events.emit(premiumEnded, { ...premiumNews(locked), reason, returnedCents });
        await audit.record({
          actor,
          action: 'premium.ended',
          subject: premiumSubject(requestId),
          reason,
          detail: { listingId: listing.id, returnedCents },
        });
        if (returnedCents > 0) {
          await payments.refund({
            key: `premium:${requestId}:ended`,
            paymentId: request.paymentId ?? '',
            amountCents: returnedCents,
            from: 'revenue:listings',
            reason: 'The premium status was ended.',
          });
        }
        return locked;
      }),
  };
}
