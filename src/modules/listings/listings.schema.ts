/** What comes in on the wire. */
import { z } from 'zod';
import { line, prose, Reason, UsdotNumber, UsState, Id } from '../../platform/http/wire';
import { MAX_CENTS } from '../../platform/kernel/money';
import { PageQuery } from '../../platform/kernel/page';
import {
  AMAZON_STATUSES,
  CARGO_TYPES,
  Deal,
  DEAL_STRUCTURES,
  Finance,
  Operation,
  PlatformStanding,
} from './listing.fields';
import { STATUSES } from './listing.rules';

const Title = line(120, 10);
const Summary = prose(1_000);
const Description = prose(20_000);

export const NewListing = z.strictObject({
  usdot: UsdotNumber,
  title: Title,
  summary: Summary.default(''),
  description: Description.default(''),
  deal: Deal.nullable().default(null),
  operation: Operation.default(Operation.parse({})),
  platformStanding: PlatformStanding.default(PlatformStanding.parse({})),
  finance: Finance.default(Finance.parse({})),
  approvalRequired: z.boolean().default(false),
});
export type NewListing = z.output<typeof NewListing>;

/** Groups that are left out stay; a group that is given replaces the former one whole. */
export const ChangedListing = z.strictObject({
  /** The version that the seller saw. */
  version: z.int().min(1),
  title: Title.optional(),
  summary: Summary.optional(),
  description: Description.optional(),
  deal: Deal.optional(),
  operation: Operation.optional(),
  platformStanding: PlatformStanding.optional(),
  finance: Finance.optional(),
  approvalRequired: z.boolean().optional(),
});
export type ChangedListing = z.output<typeof ChangedListing>;

export const Unlocking = z.strictObject({ ndaVersion: line(20), accepted: z.literal(true) });
export const Approval = z.strictObject({
  notes: prose(2_000).optional(),
  version: z.int().min(1).optional(),
});
export const WithReason = z.strictObject({ reason: Reason });
export const OfListing = z.strictObject({ id: Id });
export const OfBuyer = z.strictObject({ id: Id, buyerId: Id });

/** A number in a query string: digits only, since `Number` also reads lists, blanks and `1e3`. */
const digits = (most: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().max(most));
const yes = z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' });
/** Given once it is a string, given again a list. */
const severalOf = <Item extends z.ZodType<string>>(item: Item) =>
  z.union([item, z.array(item).min(1).max(60)]);

export const SORT_KEYS = ['newest', 'oldest', 'price_asc', 'price_desc', 'years_active', 'risk'] as const;

export const SearchQuery = PageQuery.extend({
  search: z.string().trim().min(1).max(100).optional(),
  minPriceCents: digits(MAX_CENTS).optional(),
  maxPriceCents: digits(MAX_CENTS).optional(),
  state: severalOf(UsState).optional(),
  safetyRating: z.enum(['SATISFACTORY', 'CONDITIONAL', 'UNSATISFACTORY', 'NOT_RATED']).optional(),
  amazonStatus: z.enum(AMAZON_STATUSES).optional(),
  authorityKind: z.enum(['COMMON', 'CONTRACT', 'BROKER']).optional(),
  dealStructure: z.enum(DEAL_STRUCTURES).optional(),
  minYears: digits(100).optional(),
  minFleet: digits(1_000_000).optional(),
  maxFleet: digits(1_000_000).optional(),
  minInsuranceCents: digits(MAX_CENTS).optional(),
  cargo: z.enum(CARGO_TYPES).optional(),
  verified: yes.optional(),
  premium: yes.optional(),
  highwaySetup: yes.optional(),
  maxRisk: digits(100).optional(),
  sortBy: z.enum(SORT_KEYS).default('newest'),
  facets: yes.default(false),
});
export type SearchQuery = z.output<typeof SearchQuery>;

export const AdminQuery = PageQuery.extend({
  status: z.enum(STATUSES).optional(),
  sellerId: Id.optional(),
  usdot: digits(99_999_999).optional(),
});
export type AdminQuery = z.output<typeof AdminQuery>;
