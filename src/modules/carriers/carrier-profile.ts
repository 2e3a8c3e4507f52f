/** A carrier as FMCSA's record shows it. Null means "not known" and never passes a check. */
import { z } from 'zod';
import { CarrierHistory, HISTORY_PARTS, type HistoryPart } from './carrier-history';

/** Where a record came from: asked of FMCSA, a recording of a real answer, or a company of our own invention. */
export const SOURCES = ['FMCSA', 'RECORDED', 'FICTIONAL'] as const;
export type CarrierSource = (typeof SOURCES)[number];

/** The parts of a record that are read one by one beside the carrier's own page. */
export const PARTS = [
  'authority',
  'docket-numbers',
  'oos',
  'basics',
  'cargo-carried',
  'operation-classification',
  'census',
  ...(Object.keys(HISTORY_PARTS) as HistoryPart[]),
] as const;
export type Part = (typeof PARTS)[number];

export const AUTHORITY_KINDS = ['COMMON', 'CONTRACT', 'BROKER'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

/** NONE: never held under this docket. */
export const AUTHORITY_STATUSES = ['ACTIVE', 'INACTIVE', 'NONE'] as const;
export type AuthorityStatus = (typeof AUTHORITY_STATUSES)[number];

/** A profile from before the field was read does not know it either. */
const orNull = <Shape extends z.ZodType>(shape: Shape) => shape.nullable().default(null);

export const Authority = z.strictObject({
  kind: z.enum(AUTHORITY_KINDS),
  status: orNull(z.enum(AUTHORITY_STATUSES)),
  /** `MC123456`; null where the record names the authority of the carrier as a whole. */
  docketNumber: orNull(z.string()),
  /** What carriage the docket covers; null where the record names the carrier as a whole. */
  property: orNull(z.boolean()),
  passengers: orNull(z.boolean()),
  householdGoods: orNull(z.boolean()),
});
export type Authority = z.output<typeof Authority>;

export const Coverage = z.strictObject({
  /** Whole US dollars. */
  onFileDollars: orNull(z.number()),
  required: orNull(z.boolean()),
  /** Whole US dollars; FMCSA states it for liability only. */
  requiredDollars: orNull(z.number()),
});
export type Coverage = z.output<typeof Coverage>;

/** NOT_RATED is what FMCSA says of a carrier without a rating; null is what we say when it cannot be read. */
export const SAFETY_RATINGS = ['SATISFACTORY', 'CONDITIONAL', 'UNSATISFACTORY', 'NOT_RATED'] as const;
export type SafetyRating = (typeof SAFETY_RATINGS)[number];

export const Inspections = z.strictObject({
  inspections: orNull(z.number()),
  outOfService: orNull(z.number()),
  ratePct: orNull(z.number()),
  /** The present national average, not the one of 2009–2010 that FMCSA's answer carries. */
  nationalAveragePct: z.number(),
  /** The month of that average, `YYYY-MM`. */
  nationalAverageAsOf: orNull(z.string()),
});
export type Inspections = z.output<typeof Inspections>;

export const OutOfServiceOrder = z.strictObject({
  /** `YYYY-MM-DD`. */
  orderedOn: orNull(z.string()),
  reason: orNull(z.string()),
});
export type OutOfServiceOrder = z.output<typeof OutOfServiceOrder>;

/** Without the day of its run: FMCSA's answers carry a stale one, and profiles kept earlier lose it as they are read. */
export const Basic = z.object({
  name: z.string(),
  /** Null for carriers of property: their percentiles are not public. */
  percentile: orNull(z.number()),
  thresholdPct: orNull(z.number()),
  overThreshold: orNull(z.boolean()),
  seriousViolation: orNull(z.boolean()),
  measure: orNull(z.number()),
  inspectionsWithViolation: orNull(z.number()),
  violations: orNull(z.number()),
});
export type Basic = z.output<typeof Basic>;

export const OPERATION_SCOPES = ['INTERSTATE', 'INTRASTATE_HAZMAT', 'INTRASTATE_NON_HAZMAT'] as const;
export type OperationScope = (typeof OPERATION_SCOPES)[number];

export const CarrierProfile = z.strictObject({
  usdot: z.number(),
  identity: z.strictObject({
    legalName: orNull(z.string()),
    dbaName: orNull(z.string()),
    /** `CARRIER`, `BROKER` and so on, in FMCSA's words. */
    entityType: orNull(z.string()),
    usdotStatus: orNull(z.enum(['ACTIVE', 'INACTIVE'])),
    /** Not the same as for-hire authority: private fleets may operate without any. */
    allowedToOperate: orNull(z.boolean()),
    address: z.strictObject({
      street: orNull(z.string()),
      city: orNull(z.string()),
      /** Two letters. */
      state: orNull(z.string()),
      zip: orNull(z.string()),
      country: orNull(z.string()),
    }),
  }),
  /** From the census file; every field is null where no census source is read. */
  registration: z.strictObject({
    /** When the USDOT number was given, `YYYY-MM-DD`. */
    addedOn: orNull(z.string()),
    /** When the carrier last filed its MCS-150, `YYYY-MM-DD`. */
    mcs150FiledOn: orNull(z.string()),
    mcs150MileageMiles: orNull(z.number()),
    mcs150MileageYear: orNull(z.number()),
    /** Whether the federal record names an e-mail address and a telephone; never which. */
    hasEmail: orNull(z.boolean()),
    hasPhone: orNull(z.boolean()),
  }),
  /** `MC123456`, `FF1234`, `MX12`. */
  dockets: orNull(z.array(z.string())),
  authorities: orNull(z.array(Authority)),
  insurance: z.strictObject({ liability: Coverage, bond: Coverage, cargo: Coverage }),
  safety: z.strictObject({
    rating: orNull(z.enum(SAFETY_RATINGS)),
    ratedOn: orNull(z.string()),
    reviewedOn: orNull(z.string()),
    outOfService: z.strictObject({
      inForce: orNull(z.boolean()),
      since: orNull(z.string()),
      orders: orNull(z.array(OutOfServiceOrder)),
    }),
    vehicle: Inspections,
    driver: Inspections,
    hazmat: Inspections,
    nationalAverageSource: z.string(),
    crashes: z.strictObject({
      total: orNull(z.number()),
      fatal: orNull(z.number()),
      injury: orNull(z.number()),
      towaway: orNull(z.number()),
    }),
  }),
  fleet: z.strictObject({ powerUnits: orNull(z.number()), drivers: orNull(z.number()) }),
  cargo: orNull(z.array(z.string())),
  operation: z.strictObject({
    scope: orNull(z.enum(OPERATION_SCOPES)),
    /** In FMCSA's words: `Authorized For Hire`, `Private Property`. */
    classifications: orNull(z.array(z.string())),
    passengerCarrier: orNull(z.boolean()),
  }),
  basics: orNull(z.array(Basic)),
  /** From the open data of data.transportation.gov. */
  history: CarrierHistory.prefault({}),
  /** Parts that this source could not give; what they would tell is null above. */
  gaps: z.array(z.enum(PARTS)),
  /** Those of the gaps whose source is connected and did not answer. */
  unanswered: z.array(z.enum(PARTS)).default([]),
  source: z.enum(SOURCES),
  /** When the source said so: for a recording the day it was made. Milliseconds since 1970 UTC. */
  retrievedAt: z.number(),
});
export type CarrierProfile = z.output<typeof CarrierProfile>;

/** With those parts that were not read yet when the profile was made. */
export function everyGap({ gaps, history }: CarrierProfile): Part[] {
  const parts = Object.keys(HISTORY_PARTS) as HistoryPart[];
  return [...new Set([...gaps, ...parts.filter((part) => history[HISTORY_PARTS[part]] === null)])];
}

/** What hands look-ups about inside the module: the profile, and beside it what no answer ever shows. */
export interface CarrierRecord {
  profile: CarrierProfile;
  /** Keyed hash of the federal tax number; the number itself is gone after the answer was read. */
  einHash: string | null;
  /** Where the federal record says that the carrier can be reached; null in a copy from the database, which keeps none. */
  contact: { email: string | null; phone: string | null } | null;
  /** When we asked, by our clock. */
  fetchedAt: number;
  /** A part failed to answer though the source has it: worth asking again soon. */
  incomplete: boolean;
}
