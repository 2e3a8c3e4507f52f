/** The environment variables of listings. */
import { z } from 'zod';
import {
  AGE_EDGES_YEARS,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
  PRICE_EDGES_CENTS,
  RISK_EDGES,
} from './bands.rules';
import {
  type ConfigOf,
  configSlice,
  count,
  isOn,
  limitOf,
  requests,
  switchOf,
} from '../../platform/kernel/config-slice';

const Edges = z.array(z.int());

export type ListingsConfig = ConfigOf<typeof listingsConfig>;

export const listingsConfig = configSlice({
  variables: {
    PREMIUM_LISTING_FEE_CENTS: count(1, 1_000_000).default(19_999),
    /** Days before the end of a publication on which its seller is reminded; 0: never. */
    LISTING_EXPIRY_REMINDER_DAYS: count(0, 40).default(7),
    /** Days in which the fee of an approved premium request is due. */
    PREMIUM_PAYMENT_DAYS: count(1, 90).default(7),
    /** Search answers from memory, some 250 bytes a listing; the database answers where it cannot. */
    SEARCH_IN_MEMORY: z.stringbool().default(true),
    /** What another instance changed longer ago is in memory, or the database answers. */
    SEARCH_BEHIND_AT_MOST_MS: count(200, 60_000).default(1_000),
    FEATURE_NEW_LISTINGS: isOn,
    FEATURE_UNLOCKS: isOn,
    FEATURE_PREMIUM: isOn,
    LIMIT_LISTING_CREATION: requests(5),
  },
  settings: {
    FEATURE_NEW_LISTINGS: switchOf(
      'New listings',
      'Off: nobody begins or submits a listing. Those that there are go on.',
    ),
    FEATURE_UNLOCKS: switchOf(
      'Unlocks',
      'Off: nobody unlocks a listing or accepts its terms anew. What is open stays so.',
    ),
    FEATURE_PREMIUM: switchOf(
      'Premium requests',
      'Off: nobody asks for the premium placement of a listing, or for a premium listing to be opened. What was asked goes on.',
    ),
    LIMIT_LISTING_CREATION: limitOf('New listings an hour', 'Of a person.'),
    PREMIUM_LISTING_FEE_CENTS: {
      ...{ group: 'Listings', title: 'Fee of a premium listing', kind: 'cents', money: true },
      description: 'For requests that are approved from then on.',
    },
    LISTING_EXPIRY_REMINDER_DAYS: {
      ...{
        group: 'Listings',
        title: 'Days before a listing ends on which its seller is reminded',
        kind: 'number',
      },
      description: '0: never.',
    },
    PREMIUM_PAYMENT_DAYS: {
      ...{ group: 'Listings', title: 'Days in which the fee of a premium listing is due', kind: 'number' },
      description: 'For requests that are approved from then on.',
    },
  },
  shown: {
    fields: {
      premiumListingFeeCents: z.int().describe('What premium status of a listing costs, in US cents.'),
      listingBands: z
        .strictObject({
          priceCents: Edges.describe('Of the asking price, in US cents.'),
          years: Edges.describe('Of the years in business.'),
          fleet: Edges.describe('Of the number of power units.'),
          insuranceCents: Edges.describe('Of the liability insurance on file, in US cents.'),
          risk: Edges.describe('Of the risk score: LOW, MODERATE, ELEVATED, HIGH.'),
        })
        .meta({
          id: 'ListingBands',
          description:
            'The ranges in which cards show figures, by their lower ends: each reaches up to the next, the last has no end.',
        }),
    },
    of: ({ PREMIUM_LISTING_FEE_CENTS }) => ({
      premiumListingFeeCents: PREMIUM_LISTING_FEE_CENTS,
      listingBands: {
        priceCents: [...PRICE_EDGES_CENTS],
        years: [...AGE_EDGES_YEARS],
        fleet: [...FLEET_EDGES],
        insuranceCents: [...INSURANCE_EDGES_CENTS],
        risk: [...RISK_EDGES],
      },
    }),
  },
});
