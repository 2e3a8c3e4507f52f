/** What goes out on the wire: the public card, the teaser, the confidential part, the owner's desk. */
import { z } from 'zod';
import { Cents, Id, Instant } from '../../platform/http/wire';
import {
  AMAZON_STATUSES,
  CARGO_TYPES,
  Deal,
  DEAL_STRUCTURES,
  EVIDENCE,
  Finance,
  Operation,
  PlatformStanding,
} from './listing.fields';
import { MOVES, STATUSES } from './listing.rules';

const AuthorityKind = z.enum(['COMMON', 'CONTRACT', 'BROKER']);
const ShownRating = z.enum(['SATISFACTORY', 'CONDITIONAL', 'UNSATISFACTORY', 'NOT_RATED', 'UNKNOWN']);
const RiskBand = z.enum(['LOW', 'MODERATE', 'ELEVATED', 'HIGH']);
const CentsBand = z.strictObject({ fromCents: Cents, belowCents: Cents.nullable() });
const CountBand = z.strictObject({ from: z.int(), below: z.int().nullable() });

export const ListingCard = z
  .strictObject({
    id: Id,
    status: z.enum(STATUSES),
    title: z.string(),
    state: z.string().nullable(),
    dealStructure: z.enum(DEAL_STRUCTURES).nullable(),
    authorityKinds: z.array(AuthorityKind),
    safetyRating: ShownRating,
    priceBand: CentsBand.nullable(),
    /** Null for a sale of assets: the buyer brings an authority of its own. */
    yearsActiveBand: CountBand.nullable(),
    fleetBand: CountBand.nullable(),
    insuranceBand: CentsBand.nullable(),
    riskBand: RiskBand.nullable(),
    cargoTypes: z.array(z.enum(CARGO_TYPES)),
    amazonRelayStatus: z.enum(AMAZON_STATUSES),
    highwaySetUp: z.boolean(),
    sellerFinancing: z.boolean(),
    verified: z.boolean(),
    isPremium: z.boolean(),
    publishedAt: Instant.nullable(),
  })
  .meta({ id: 'ListingCard' });
export type ListingCard = z.output<typeof ListingCard>;

export const SavedCard = ListingCard.extend({ savedAt: Instant });

export const AccessStatus = z.enum(['PENDING', 'GRANTED', 'REVOKED']);
export const AccessState = z.enum(['NONE', 'PENDING', 'GRANTED', 'REVOKED', 'SUSPENDED']);

export const UnlockedCard = ListingCard.extend({
  access: AccessState,
  unlockedAt: Instant,
  ndaVersion: z.string(),
});

const CarrierPart = z.strictObject({
  usdot: z.int(),
  legalName: z.string().nullable(),
  dbaName: z.string().nullable(),
  entityType: z.string().nullable(),
  dockets: z.array(z.string()),
  city: z.string().nullable(),
  state: z.string().nullable(),
  authorities: z.array(
    z.strictObject({
      kind: AuthorityKind,
      status: z.enum(['ACTIVE', 'INACTIVE', 'NONE']).nullable(),
      docketNumber: z.string().nullable(),
    }),
  ),
  registeredOn: z.string().nullable(),
  liabilityOnFileCents: Cents.nullable(),
  liabilityRequiredCents: Cents.nullable(),
  cargoOnFileCents: Cents.nullable(),
  safetyRating: ShownRating,
  safetyRatedOn: z.string().nullable(),
  vehicleOutOfServicePct: z.number().nullable(),
  driverOutOfServicePct: z.number().nullable(),
  crashes: z.int().nullable(),
  powerUnits: z.int().nullable(),
  drivers: z.int().nullable(),
  riskScore: z.number(),
  source: z.enum(['FMCSA', 'RECORDED', 'FICTIONAL']),
  retrievedAt: Instant,
});

export const Confidential = z
  .strictObject({
    carrier: CarrierPart,
    description: z.string(),
    deal: Deal.nullable(),
    operation: Operation,
    platformStanding: PlatformStanding,
    finance: Finance,
    /** How well each field is supported, by `group.field`. The server decides it. */
    evidence: z.record(z.string(), z.enum(EVIDENCE)),
    contact: z.strictObject({ name: z.string(), email: z.string(), phone: z.string().nullable() }),
  })
  .meta({ id: 'ListingConfidential' });

const MoveName = z.enum(Object.keys(MOVES) as [keyof typeof MOVES, ...(keyof typeof MOVES)[]]);

export const Desk = z
  .strictObject({
    sellerId: Id,
    version: z.int(),
    /** Why it was rejected or suspended. */
    statusReason: z.string().nullable(),
    /** What the reader may do with it now. */
    moves: z.array(MoveName),
    /** The credit of the present publication is spent and counts for a further submission. */
    publicationPaid: z.boolean(),
    buyerId: Id.nullable(),
    views: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
    submittedAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
  })
  .meta({ id: 'ListingDesk' });

export const ListingView = ListingCard.extend({
  summary: z.string(),
  /** Buyers need the seller's consent besides a credit. */
  approvalRequired: z.boolean(),
  /** What the reader's own unlocking of this listing has come to. */
  access: AccessState,
  saved: z.boolean(),
  /** Null for who has not unlocked it. */
  confidential: Confidential.nullable(),
  /** For the owner and admins only. */
  desk: Desk.nullable(),
}).meta({ id: 'Listing' });

export const OwnCard = ListingCard.extend({
  usdot: z.int(),
  legalName: z.string().nullable(),
  askingPriceCents: Cents.nullable(),
  desk: Desk,
}).meta({ id: 'OwnListingCard' });

export const AccessView = z
  .strictObject({
    buyerId: Id,
    buyerName: z.string(),
    companyName: z.string().nullable(),
    status: AccessStatus,
    /** As the buyer finds it now. */
    access: AccessState,
    ndaVersion: z.string(),
    unlockedAt: Instant,
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'ListingAccess' });

export const UnlockView = z.strictObject({
  listingId: Id,
  access: AccessState,
  ndaVersion: z.string(),
  unlockedAt: Instant,
});

export const NdaView = z.strictObject({ version: z.string(), text: z.string(), textHash: z.string() });
export const SavedView = z.strictObject({ saved: z.boolean() });

export const Facets = z
  .strictObject({
    state: z.record(z.string(), z.int()),
    authorityKind: z.record(z.string(), z.int()),
    safetyRating: z.record(z.string(), z.int()),
    dealStructure: z.record(z.string(), z.int()),
    counted: z.int(),
    /** There are more matches than were counted. */
    capped: z.boolean(),
  })
  .meta({ id: 'ListingFacets' });

const Verdict = z.enum(['PASS', 'FAIL', 'WARN', 'UNKNOWN']);
export const ChecksView = z.strictObject({
  checkedAt: Instant,
  outcome: z.enum(['PASS', 'FAIL', 'UNKNOWN']),
  riskBand: RiskBand,
  /** The score rule by rule; null for who has not unlocked the listing. */
  risk: z
    .strictObject({
      score: z.number(),
      /** 0 to 100: the share of the points that rests on something known. */
      confidence: z.number(),
      rules: z.array(
        z.strictObject({
          id: z.string(),
          points: z.number(),
          max: z.number(),
          value: z.string().nullable(),
          rule: z.string(),
          source: z.string(),
          known: z.boolean(),
        }),
      ),
    })
    .nullable(),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      verdict: Verdict,
      hardStop: z.boolean(),
      /** Null for who has not unlocked the listing: values name the carrier. */
      value: z.string().nullable(),
      rule: z.string(),
      source: z.string(),
    }),
  ),
});
