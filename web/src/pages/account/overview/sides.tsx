/** What one has on either side, in figures that lead to what they count. */
import { Link } from '@tanstack/react-router';
import type { BuyerOverview, SellerOverview } from '../../../api/overview';
import { money } from '../../../format/money';
import { Facts } from '../../../ui/facts';
import { words } from '../../../words';
import { overviewWords as says } from '../../../words/overview';

const { codes } = words;

const offersSum = ({ open, waitingForMe, total }: BuyerOverview['offers']) =>
  says.offersSum(open, waitingForMe, total);

const dealsSum = ({ open, waitingForMe, completed, completedCents }: BuyerOverview['deals']) =>
  says.dealsSum(open, waitingForMe, completed, money(completedCents));

export const AsBuyer = ({ overview: { listings, offers, deals, credits } }: { overview: BuyerOverview }) => (
  <section className="card stack-tight">
    <h2>{says.buyerTitle}</h2>
    <Facts
      facts={[
        { name: <Link to="/saved">{says.saved}</Link>, value: listings.saved },
        { name: <Link to="/unlocked">{says.unlocked}</Link>, value: listings.unlocked },
        {
          name: <Link to="/access-requests">{says.waitingForSeller}</Link>,
          value: listings.waitingForSeller,
        },
        {
          name: (
            <Link to="/offers" search={{ side: 'made' }}>
              {says.offersMade}
            </Link>
          ),
          value: offersSum(offers),
        },
        {
          name: (
            <Link to="/deals" search={{ side: 'BUYER' }}>
              {says.purchases}
            </Link>
          ),
          value: dealsSum(deals),
        },
        { name: <Link to="/account/billing">{says.credits}</Link>, value: credits },
      ]}
    />
  </section>
);

export const AsSeller = ({
  overview: { listings, offers, deals, payableCents },
}: {
  overview: SellerOverview;
}) => (
  <section className="card stack-tight">
    <h2>{says.sellerTitle}</h2>
    <Facts
      facts={[
        { name: <Link to="/my-listings">{says.listings}</Link>, value: statusesOf(listings.byStatus) },
        { name: says.views, value: listings.views },
        { name: says.unlocks, value: listings.unlocks },
        {
          name: (
            <Link to="/offers" search={{ side: 'received' }}>
              {says.offersReceived}
            </Link>
          ),
          value: offersSum(offers),
        },
        {
          name: (
            <Link to="/deals" search={{ side: 'SELLER' }}>
              {says.sales}
            </Link>
          ),
          value: dealsSum(deals),
        },
        { name: <Link to="/earnings">{says.payable}</Link>, value: money(payableCents) },
      ]}
    />
  </section>
);

/** Those that there are: `2 for sale, 1 draft`. */
const statusesOf = (byStatus: SellerOverview['listings']['byStatus']): string =>
  byStatus
    .filter(({ listings }) => listings > 0)
    .map(({ status, listings }) => says.listingsOf(listings, codes.listingStatus[status]))
    .join(', ') || says.noListings;
