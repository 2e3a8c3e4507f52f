/** A carrier as FMCSA's record shows it. Null means "not known" and never passes a check. */

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
] as const;
export type Part = (typeof PARTS)[number];

export const AUTHORITY_KINDS = ['COMMON', 'CONTRACT', 'BROKER'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

/** NONE: never held under this docket. */
export const AUTHORITY_STATUSES = ['ACTIVE', 'INACTIVE', 'NONE'] as const;
export type AuthorityStatus = (typeof AUTHORITY_STATUSES)[number];

export interface Authority {
  kind: AuthorityKind;
  status: AuthorityStatus | null;
  /** `MC123456`; null where the record names the authority of the carrier as a whole. */
  docketNumber: string | null;
  /** What carriage the docket covers; null where the record names the carrier as a whole. */
  property: boolean | null;
  passengers: boolean | null;
  householdGoods: boolean | null;
}

export interface Coverage {
  /** Whole US dollars. */
  onFileDollars: number | null;
  required: boolean | null;
  /** Whole US dollars; FMCSA states it for liability only. */
  requiredDollars: number | null;
}

/** NOT_RATED is what FMCSA says of a carrier without a rating; null is what we say when it cannot be read. */
export const SAFETY_RATINGS = ['SATISFACTORY', 'CONDITIONAL', 'UNSATISFACTORY', 'NOT_RATED'] as const;
export type SafetyRating = (typeof SAFETY_RATINGS)[number];

export interface Inspections {
  inspections: number | null;
  outOfService: number | null;
  ratePct: number | null;
  /** The present national average, not the one of 2009–2010 that FMCSA's answer carries. */
  nationalAveragePct: number;
}

export interface OutOfServiceOrder {
  /** `YYYY-MM-DD`. */
  orderedOn: string | null;
  reason: string | null;
}

export interface Basic {
  name: string;
  /** Null for carriers of property: their percentiles are not public. */
  percentile: number | null;
  thresholdPct: number | null;
  overThreshold: boolean | null;
  seriousViolation: boolean | null;
  measure: number | null;
  inspectionsWithViolation: number | null;
  violations: number | null;
  /** `YYYY-MM-DD`. */
  measuredOn: string | null;
}

export const OPERATION_SCOPES = ['INTERSTATE', 'INTRASTATE_HAZMAT', 'INTRASTATE_NON_HAZMAT'] as const;
export type OperationScope = (typeof OPERATION_SCOPES)[number];

export interface CarrierProfile {
  usdot: number;
  identity: {
    legalName: string | null;
    dbaName: string | null;
    /** `CARRIER`, `BROKER` and so on, in FMCSA's words. */
    entityType: string | null;
    usdotStatus: 'ACTIVE' | 'INACTIVE' | null;
    /** Not the same as for-hire authority: private fleets may operate without any. */
    allowedToOperate: boolean | null;
    address: {
      street: string | null;
      city: string | null;
      /** Two letters. */
      state: string | null;
      zip: string | null;
      country: string | null;
    };
  };
  /** From the census file; every field is null where no census source is read. */
  registration: {
    /** When the USDOT number was given, `YYYY-MM-DD`. */
    addedOn: string | null;
    /** When the carrier last filed its MCS-150, `YYYY-MM-DD`. */
    mcs150FiledOn: string | null;
    mcs150MileageMiles: number | null;
    mcs150MileageYear: number | null;
    /** Whether the federal record names an e-mail address and a telephone; never which. */
    hasEmail: boolean | null;
    hasPhone: boolean | null;
  };
  /** `MC123456`, `FF1234`, `MX12`. */
  dockets: string[] | null;
  authorities: Authority[] | null;
  insurance: { liability: Coverage; bond: Coverage; cargo: Coverage };
  safety: {
    rating: SafetyRating | null;
    ratedOn: string | null;
    reviewedOn: string | null;
    outOfService: {
      inForce: boolean | null;
      since: string | null;
      orders: OutOfServiceOrder[] | null;
    };
    vehicle: Inspections;
    driver: Inspections;
    hazmat: Inspections;
    nationalAverageSource: string;
    crashes: {
      total: number | null;
      fatal: number | null;
      injury: number | null;
      towaway: number | null;
    };
  };
  fleet: { powerUnits: number | null; drivers: number | null };
  cargo: string[] | null;
  operation: {
    scope: OperationScope | null;
    /** In FMCSA's words: `Authorized For Hire`, `Private Property`. */
    classifications: string[] | null;
    passengerCarrier: boolean | null;
  };
  basics: Basic[] | null;
  /** Parts that this source could not give; what they would tell is null above. */
  gaps: Part[];
  source: CarrierSource;
  /** When the source said so: for a recording the day it was made. Milliseconds since 1970 UTC. */
  retrievedAt: number;
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
