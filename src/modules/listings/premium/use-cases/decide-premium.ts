/** Admins read the requests for premium listings, approve or reject them, and end a premium standing for cause. */
import { Op } from 'sequelize';
import type { UserActor } from '../../../../platform/kernel/actor';
import { DAY_MS } from '../../../../platform/kernel/clock';
import { decodeCursor, type Page, pageOf } from '../../../../platform/kernel/page';
import type { ListingsContext } from '../../listings.context';
import { premiumApproved, premiumEnded, premiumRejected } from '../premium.events';
import {
  lockPremium,
  newsOfPremium,
  type OpenedPremium,
  premiumSubject,
  refuseClosedPremiumMove,
} from '../premium-record';
import type { AdminPremiumView, PremiumDecision, PremiumEnd, PremiumQuery } from '../premium.schema';
import { viewPremiumForAdmin } from '../premium.view';

export function createDecidePremium(context: ListingsContext) {
  const { platform, record, listings, premiumRequests, payments, audit } = context;
  const { clock, config, database, outbox } = platform;

  /** The fee stands from here on, whatever the configuration says later. */
  async function approve({ listing, request }: OpenedPremium, now: number): Promise<void> {
    refuseClosedPremiumMove(request, 'approve');
    const feeCents = config.PREMIUM_LISTING_FEE_CENTS;
    const payBy = now + config.PREMIUM_PAYMENT_DAYS * DAY_MS;
    await request.update({ status: 'APPROVED', feeCents, payBy });
    await outbox.emit(premiumApproved, { ...newsOfPremium({ listing, request }), feeCents, payBy });
  }

  async function reject(opened: OpenedPremium, now: number, reason: string): Promise<void> {
    refuseClosedPremiumMove(opened.request, 'reject');
    await opened.request.update({ status: 'REJECTED', endedAt: now });
    await outbox.emit(premiumRejected, { ...newsOfPremium(opened), reason });
  }

  return {
    /** Newest first: ids sort by the time at which they were made. */
    async listPremium({ cursor, limit, ...filters }: PremiumQuery): Promise<Page<AdminPremiumView>> {
      const [before] = cursor ? decodeCursor(cursor, ['string']) : [];
      const wanted = Object.entries(filters).filter(([, value]) => value !== undefined);
      const rows = await premiumRequests.findAll({
        where: { ...Object.fromEntries(wanted), ...(before ? { id: { [Op.lt]: String(before) } } : {}) },
        order: [['id', 'DESC']],
        limit: limit + 1,
      });
      const about = await listings.findAll({
        attributes: ['id', 'title', 'status'],
        where: { id: rows.map(({ listingId }) => listingId) },
      });
      const byId = new Map(about.map((listing) => [listing.id, listing]));
      const shown = rows.flatMap((row) => {
        const listing = byId.get(row.listingId);
        return listing ? [{ row, listing }] : [];
      });
      return pageOf(
        shown,
        limit,
        ({ row }) => [row.id],
        ({ row, listing }) => viewPremiumForAdmin(row, listing),
      );
    },

    decidePremium: (
      actor: UserActor,
      requestId: string,
      { decision, reason }: PremiumDecision,
    ): Promise<AdminPremiumView> =>
      database.atomically(async () => {
        const opened = await lockPremium(context, requestId);
        const { listing, request } = opened;
        const now = clock.now();
        if (decision === 'APPROVE') await approve(opened, now);
        else await reject(opened, now, reason ?? '');
        await request.update({
          decidedBy: actor.userId,
          decisionReason: reason ?? null,
          decidedAt: now,
          updatedAt: now,
        });
        await audit.record({
          actor,
          action: decision === 'APPROVE' ? 'premium.approved' : 'premium.rejected',
          subject: premiumSubject(requestId),
          ...(reason === undefined ? {} : { reason }),
          detail: { listingId: listing.id, feeCents: request.feeCents },
        });
        return viewPremiumForAdmin(request, listing);
      }),

    /** PREMIUM → ENDED. Throws `refund_too_large` where the payment has been taken back elsewhere. */
    endPremium: (
      actor: UserActor,
      requestId: string,
      { reason, returnFee }: PremiumEnd,
    ): Promise<AdminPremiumView> =>
      database.atomically(async () => {
        const { listing, request } = await lockPremium(context, requestId);
        refuseClosedPremiumMove(request, 'end');
        const returnedCents = returnFee ? (request.feeCents ?? 0) : 0;
        const now = clock.now();
        await request.update({
          status: 'ENDED',
          endReason: reason,
          returnedCents,
          updatedAt: now,
          endedAt: now,
        });
        await record.markPremium(listing, false);
        const news = newsOfPremium({ listing, request });
        await outbox.emit(premiumEnded, { ...news, reason, returnedCents });
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
            reason: 'The premium standing was ended.',
          });
        }
        return viewPremiumForAdmin(request, listing);
      }),
  };
}
