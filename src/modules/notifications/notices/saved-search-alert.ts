/** Tells people what came to match their saved searches: all of it at once, and of each company what its card shows. */
import { type FoundListing, type SearchMatch, savedSearchesMatched } from '../../listings';
import { defineNotice, type Item, user } from '../notice';
import { headline, listed, roundDollars } from '../notice.words';

/** So many titles stand in a sentence. */
const NAMED = 2;

export const savedSearchAlertNotice = defineNotice({
  on: savedSearchesMatched,
  kind: 'SAVED_SEARCH_ALERT',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ searches }) => {
    const only = onlyOne(searches);
    const isSearch = searches.some((match) => match.of === 'SEARCH');
    if (only) {
      return headline(
        `A company matches ${isSearch ? 'your saved search' : 'what you look for'}`,
        only.title,
      );
    }
    const matches = `${countOf(searches)} companies match`;
    if (!isSearch) return `${matches} what you look for`;
    const [first, ...others] = searches;
    return first && others.length === 0
      ? headline(`${matches} your saved search`, first.searchName)
      : `${matches} your saved searches`;
  },
  text: ({ searches }) => {
    const only = onlyOne(searches);
    const [first] = searches;
    return only && first
      ? [`It matches “${first.searchName}”.`, factsOf(only)]
      : [
          ...searches.map(
            ({ searchName, count, listings }) => `“${searchName}”: ${titlesOf(listings, count)}.`,
          ),
          'You are told of each company once.',
        ];
  },
  items: ({ searches }) =>
    onlyOne(searches) ? [] : searches.flatMap(({ listings }) => listings.map(itemOf)),
  link: ({ userId, searches }) => {
    const only = onlyOne(searches);
    return only ? itemOf(only).link : { type: 'SAVED_SEARCHES', id: userId, title: 'Your saved searches' };
  },
});

const countOf = (searches: readonly SearchMatch[]): number =>
  searches.reduce((sum, { count }) => sum + count, 0);

const onlyOne = (searches: readonly SearchMatch[]): FoundListing | undefined =>
  countOf(searches) === 1 ? searches[0]?.listings[0] : undefined;

function titlesOf(listings: readonly FoundListing[], count: number): string {
  const titles = listings.slice(0, NAMED).map(({ title }) => `“${title}”`);
  const more = count - titles.length;
  return listed([...titles, ...(more > 0 ? [`${more} more`] : [])]);
}

const itemOf = (listing: FoundListing): Item => ({
  title: listing.title,
  text: factsOf(listing),
  link: { type: 'LISTING', id: listing.listingId, title: listing.title },
});

/** As the card of the listing shows them. */
function factsOf({ usState, priceBand, fleetBand }: FoundListing): string {
  return [
    ...(usState === null ? [] : [usState]),
    priceBand ? priceIn(priceBand) : 'Price on request',
    ...(fleetBand ? [trucksIn(fleetBand)] : []),
  ].join(' · ');
}

const priceIn = ({ fromCents, belowCents }: NonNullable<FoundListing['priceBand']>): string =>
  belowCents === null
    ? `${roundDollars(fromCents)} or more`
    : `${roundDollars(fromCents)} to ${roundDollars(belowCents)}`;

function trucksIn({ fromTrucks, belowTrucks }: NonNullable<FoundListing['fleetBand']>): string {
  if (belowTrucks === null) return `${fromTrucks} or more trucks`;
  const most = belowTrucks - 1;
  if (most > fromTrucks) return `${fromTrucks} to ${most} trucks`;
  return fromTrucks === 1 ? '1 truck' : `${fromTrucks} trucks`;
}
