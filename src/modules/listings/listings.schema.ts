/** Requests about listings. */
import { z } from 'zod';
import { recordQuery } from '../../platform/http/record-query';
import { Flag, Id, line, prose, Reason, UsState } from '../../platform/http/wire';
import { Usdot, UsdotNumber } from '../carriers';
import { MAX_CENTS } from '../../platform/kernel/money';
import { PageQuery } from '../../platform/kernel/page';
import {
  AGE_EDGES_YEARS,
  type Edges,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
  PRICE_EDGES_CENTS,
} from './bands.rules';
import {
  AmazonStatusName,
  AuthorityKindName,
  CargoTypeName,
  DealStructureName,
  RatingName,
  RiskBandName,
} from './codes.schema';
import { Deal, Finance, Operation, PlatformStanding } from './listing.fields';
import { STATUSES } from './listing.rules';

const Title = line(120, 10).describe('One public line. It may not name the carrier or its numbers.');
const Summary = prose(1_000).describe('Public, like the title. A review needs at least 40 characters.');
const Description = prose(20_000).describe('Confidential: readers with access see it.');
const ApprovalRequired = z
  .boolean()
  .describe('You approve each buyer before they read the confidential part.');

const UnlockCredits = z
  .int()
  .min(0)
  .max(1)
  .describe(
    'What unlocking costs a buyer: 1 credit, or 0 where you show the company to anyone who accepts the terms.',
  );

export const NewListing = z
  .strictObject({
    usdot: UsdotNumber,
    title: Title,
    summary: Summary.default(''),
    description: Description.default(''),
    deal: Deal.nullable().default(null).describe('Price and terms; a review needs them.'),
    operation: Operation.default(Operation.parse({})).describe('What the company hauls, and with what.'),
    platformStanding: PlatformStanding.default(PlatformStanding.parse({})).describe(
      'How it stands with load boards and brokers.',
    ),
    finance: Finance.default(Finance.parse({})).describe('Debts, liens and claims.'),
    approvalRequired: ApprovalRequired.default(false),
    unlockCredits: UnlockCredits.default(1),
  })
  .meta({ id: 'NewListing' });
export type NewListing = z.output<typeof NewListing>;

export const ChangedListing = z
  .strictObject({
    version: z.int().min(1).describe('The version that your edit is based on.'),
    title: Title.optional(),
    summary: Summary.optional(),
    description: Description.optional(),
    deal: Deal.optional(),
    operation: Operation.optional(),
    platformStanding: PlatformStanding.optional(),
    finance: Finance.optional(),
    approvalRequired: ApprovalRequired.optional(),
    unlockCredits: UnlockCredits.optional(),
  })
  .meta({
    id: 'ListingChanges',
    description: 'What you leave out stays. A group that you send replaces the old one.',
  });
export type ChangedListing = z.output<typeof ChangedListing>;

export const Unlocking = z
  .strictObject({
    ndaVersion: line(20).describe('The current version, from GET /listings/nda.'),
    accepted: z.literal(true).describe('You accept the terms of that version.'),
    typedName: line(160, 2).describe('Your full name, typed as your signature: that of your profile.'),
    unlockCredits: z
      .int()
      .min(0)
      .max(1)
      .optional()
      .describe('The credits that it costs as you have read it. Refused where it costs more by now.'),
  })
  .meta({ id: 'NdaAcceptance' });
const SeenVersion = z.int().min(1).describe('The version that you have read. Another one is refused.');
export const Approval = z
  .strictObject({
    notes: prose(2_000).optional().describe('For the action log.'),
    version: SeenVersion,
  })
  .meta({ id: 'ListingApproval' });
export const Rejection = z
  .strictObject({ reason: Reason.describe('The seller is told this reason.'), version: SeenVersion })
  .meta({ id: 'ListingRejection' });
/** A listing may have to come off the market whatever its owner changes in the meantime. */
const MaybeSeenVersion = SeenVersion.optional().describe(
  'The version that you have read. Where it is given, another one is refused.',
);
export const Suspension = z
  .strictObject({ reason: Reason.describe('The seller is told this reason.'), version: MaybeSeenVersion })
  .meta({ id: 'ListingSuspension' });
export const Reinstatement = z
  .strictObject({ version: MaybeSeenVersion })
  .meta({ id: 'ListingReinstatement' });

const ListingId = Id.describe('The id of the listing.');
export const OfListing = z.strictObject({ id: ListingId });
export const OfBuyer = z.strictObject({ id: ListingId, buyerId: Id.describe('The user id of the buyer.') });

/** A number in a query string: digits only, since `Number` also reads lists, blanks and `1e3`. */
const digits = (most: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().max(most));
/** One value arrives as a string, several as a list. */
const severalOf = <Item extends z.ZodType<string>>(item: Item) =>
  z.union([item, z.array(item).min(1).max(60)]);
export const bandEdge = (edges: Edges) =>
  z.string().refine((edge) => edges.some((each) => String(each) === edge), {
    error: `must be the lower end of a range: ${edges.join(', ')}`,
  });
const bandOf = (edges: Edges) => severalOf(bandEdge(edges)).optional();

export const SORT_KEYS = ['newest', 'oldest', 'price_asc', 'price_desc', 'years_active', 'risk'] as const;

export const SearchQuery = PageQuery.extend({
  search: line(100)
    .optional()
    .describe(
      'Words of the title, the summary, the state or the cargo, all of them. The beginning of a word will do, and one wrong letter in a word that no company has.',
    ),
  minPriceCents: digits(MAX_CENTS).optional().describe('The least asking price, in US cents.'),
  maxPriceCents: digits(MAX_CENTS).optional().describe('The highest asking price, in US cents.'),
  state: severalOf(UsState).optional().describe('A state code. Repeat it, and any other facet, for several.'),
  priceBand: bandOf(PRICE_EDGES_CENTS).describe(
    'Ranges of the asking price, by their lower ends in US cents.',
  ),
  yearsBand: bandOf(AGE_EDGES_YEARS).describe('Ranges of the years in business, by their lower ends.'),
  fleetBand: bandOf(FLEET_EDGES).describe('Ranges of the number of power units, by their lower ends.'),
  insuranceBand: bandOf(INSURANCE_EDGES_CENTS).describe(
    'Ranges of the liability insurance on file, by their lower ends in US cents.',
  ),
  riskBand: severalOf(RiskBandName).optional().describe('Ranges of the risk score.'),
  safetyRating: severalOf(RatingName).optional().describe('The FMCSA safety rating.'),
  amazonStatus: severalOf(AmazonStatusName).optional().describe('The status of the Amazon Relay account.'),
  authorityKind: severalOf(AuthorityKindName).optional().describe('A kind of active operating authority.'),
  dealStructure: severalOf(DealStructureName).optional().describe('How the company changes hands.'),
  minYears: digits(100).optional().describe('The least number of years since the USDOT number was assigned.'),
  minFleet: digits(1_000_000).optional().describe('The least number of power units.'),
  maxFleet: digits(1_000_000).optional().describe('The highest number of power units.'),
  minInsuranceCents: digits(MAX_CENTS)
    .optional()
    .describe('The least liability insurance on file, in US cents.'),
  cargo: severalOf(CargoTypeName).optional().describe('A type of cargo that the company hauls.'),
  verified: Flag.optional().describe(
    'Whether the latest checks of the federal record passed, and the seller has proven control.',
  ),
  premium: Flag.optional().describe('Whether the listing has premium status.'),
  highwaySetup: Flag.optional().describe('Whether the carrier is set up with Highway.'),
  sellerFinancing: Flag.optional().describe('Whether the seller finances a part of the price.'),
  maxRisk: digits(100).optional().describe('The highest risk score, from 0 (best) to 100.'),
  sortBy: z.enum(SORT_KEYS).default('newest').describe('Prices, years and risk sort by their ranges.'),
  facets: Flag.default(false).describe('Also count the matches of each value.'),
});
export type SearchQuery = z.output<typeof SearchQuery>;
/** What is looked for, without the page of it. */
export const LookedFor = SearchQuery.omit({ cursor: true, page: true, limit: true, facets: true });
export type LookedFor = z.output<typeof LookedFor>;

export const UnlockedQuery = PageQuery.extend({
  status: z
    .enum(['PENDING', 'GRANTED', 'REVOKED'])
    .optional()
    .describe("The seller's decision. PENDING: it is awaited. REVOKED: refused, or taken back."),
});
export type UnlockedQuery = z.output<typeof UnlockedQuery>;

export const AdminQuery = recordQuery().extend({
  status: z.enum(STATUSES).optional().describe('The status of the listing.'),
  sellerId: Id.optional().describe('The user id of the seller.'),
  usdot: z
    .string()
    .max(40)
    .transform((written): unknown => written)
    .pipe(Usdot)
    .optional()
    .describe('The USDOT number of the carrier.'),
});
export type AdminQuery = z.output<typeof AdminQuery>;
