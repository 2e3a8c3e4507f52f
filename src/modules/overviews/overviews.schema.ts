/** What dashboards, earnings and a seller's figures look like on the wire. */
import { z } from 'zod';
import { Cents, Id, Instant } from '../../platform/http/wire';
import { PageQuery, Pagination } from '../../platform/kernel/page';
import { LISTING_STATUSES } from '../listings';

const Count = z.int().min(0);

const OffersOverview = z
  .strictObject({
    open: Count.describe('Awaiting an answer, from either side.'),
    waitingForMe: Count.describe('Awaiting your answer.'),
    accepted: Count.describe('Accepted so far.'),
    total: Count.describe('All of them, in every state.'),
  })
  .meta({ id: 'OffersOverview' });

const DealsOverview = z
  .strictObject({
    open: Count.describe('Under way.'),
    waitingForMe: Count.describe('Waiting for your move.'),
    completed: Count.describe('Completed so far.'),
    cancelled: Count.describe('Canceled so far.'),
    completedCents: Cents.describe('The prices of the completed ones, in US cents.'),
  })
  .meta({ id: 'DealsOverview' });

export const SellerDashboard = z
  .strictObject({
    listings: z
      .strictObject({
        byStatus: z
          .array(
            z.strictObject({
              status: z.enum(LISTING_STATUSES).describe('The status.'),
              listings: Count.describe('How many are in it.'),
            }),
          )
          .describe('How many listings there are in each status.'),
        views: Count.describe('Views so far, of all listings.'),
        unlocks: Count.describe('Unlocks so far, of all listings.'),
      })
      .describe('Your listings.'),
    offers: OffersOverview.describe('The offers that came to you.'),
    deals: DealsOverview.describe('The deals in which you sell.'),
    payableCents: Cents.describe('What is owed to you and not on its way yet, in US cents.'),
  })
  .meta({ id: 'SellerDashboard' });

export const BuyerDashboard = z
  .strictObject({
    listings: z
      .strictObject({
        saved: Count.describe('Saved.'),
        unlocked: Count.describe('Unlocked.'),
        waitingForSeller: Count.describe('Unlocked, and the seller has not granted access yet.'),
      })
      .describe('Listings of others that matter to you.'),
    offers: OffersOverview.describe('The offers that you made.'),
    deals: DealsOverview.describe('The deals in which you buy.'),
    credits: Count.describe('Credits that you have.'),
  })
  .meta({ id: 'BuyerDashboard' });

export const UserDashboard = z
  .strictObject({
    waitingForMe: Count.describe('Offers and deals that wait for you, on either side.'),
    seller: SellerDashboard.nullable().describe('Null for who is no seller.'),
    buyer: BuyerDashboard.nullable().describe('Null for who is no buyer.'),
  })
  .meta({ id: 'UserDashboard' });

const EarningShape = z
  .strictObject({
    transactionId: Id.describe('The transaction.'),
    listingTitle: z.string().describe('The title of the listing when the deal opened.'),
    endedAt: Instant.nullable().describe('When the deal ended; null while it is open.'),
    grossCents: z.int().describe('What the sale brought so far, in US cents.'),
    feeCents: z.int().describe('Of it, the fee of the platform.'),
    netCents: z.int().describe('Of it, what was credited to you.'),
  })
  .meta({ id: 'Earning' });

export const EarningsQuery = PageQuery;
export const EarningsPage = z
  .strictObject({
    success: z.literal(true),
    data: z.array(EarningShape),
    pagination: Pagination,
    totals: z
      .strictObject({
        grossCents: z.int().describe('What all sales brought, in US cents.'),
        feeCents: z.int().describe('Of it, the fees of the platform.'),
        netCents: z.int().describe('Of it, what was credited to you.'),
        payableCents: Cents.describe('What is owed to you and not on its way yet.'),
      })
      .describe('Of all deals, not of this page alone.'),
  })
  .meta({ id: 'Earnings' });

export const AnalyticsQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30).describe('How many days back, today included.'),
});

const Day = z
  .strictObject({
    day: z.iso.date().describe('In the zone that `zone` names.'),
    unlocks: Count.describe('Unlocks of your listings.'),
    offers: Count.describe('Offers that came in.'),
    deals: Count.describe('Deals that were opened.'),
  })
  .meta({ id: 'SellerDay' });

const Reach = z
  .strictObject({
    listingId: Id.describe('The listing.'),
    title: z.string().describe('Its title.'),
    status: z.enum(LISTING_STATUSES).describe('Its status.'),
    views: Count.describe('Views so far.'),
    unlocks: Count.describe('Unlocks so far.'),
    offers: Count.describe('Offers within these days.'),
    deals: Count.describe('Deals within these days.'),
  })
  .meta({ id: 'ListingReach' });

export const SellerAnalytics = z
  .strictObject({
    zone: z.string().describe('The time zone of the days (IANA).'),
    days: z.array(Day).describe('Every day, the earliest first.'),
    listings: z.array(Reach).describe('The most viewed first, at most 50.'),
  })
  .meta({ id: 'SellerAnalytics' });
