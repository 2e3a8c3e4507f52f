/** One of these is told of whatever changes in what anyone may read of the market. */
import { listingCardChanged, listingShown } from './listings.events';

export const MARKET_NEWS = [listingShown, listingCardChanged];
