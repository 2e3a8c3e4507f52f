/** Who has just come, and is shown where to begin. */
import type { BuyerOverview, SellerOverview } from '../../../api/overview';

export const hasBought = ({ listings, offers }: Pick<BuyerOverview, 'listings' | 'offers'>): boolean =>
  listings.saved + listings.unlocked + offers.total > 0;

export const hasListed = ({ listings }: Pick<SellerOverview, 'listings'>): boolean =>
  listings.byStatus.some((each) => each.listings > 0);
