/** What carriers look like on the wire. */
import { z } from 'zod';
import { Id, Instant, line } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import {
  AUTHORITY_KINDS,
  AUTHORITY_STATUSES,
  OPERATION_SCOPES,
  PARTS,
  SAFETY_RATINGS,
  SOURCES,
} from './carrier-profile';
import { OUTCOMES, VERDICTS } from './checks/check-terms';
import { DOCKET_PATTERN } from './docket.rules';
import { RISK_BANDS, RISK_GROUPS } from './risk/risk-terms';

const text = z.string().nullable();
const amount = z.int().min(0).nullable();
const figure = z.number().min(0).nullable();
const yesNo = z.boolean().nullable();
const day = z.iso.date().nullable();

export const Usdot = z.coerce.number().int().min(1).max(99_999_999);
export const ByUsdot = z.strictObject({ usdot: Usdot });
export const ByDocket = z.strictObject({
  docket: z.string().max(11).regex(DOCKET_PATTERN, 'must be a docket number, as MC123456'),
});
export const ByName = z.strictObject({
  name: line(120, 2).regex(/^[^\p{L}\p{N}]*[\p{L}\p{N}].*[\p{L}\p{N}]/u, 'must have two letters or digits'),
});
export const SnapshotQuery = z.strictObject({ type: z.enum(['latest', 'difference']).default('latest') });
export const HistoryQuery = PageQuery;

/** `DOCKET_NUMBERS` for the part that the record keeps under `docket-numbers`. */
export const PART_WORDS = PARTS.map((part) => part.toUpperCase().replaceAll('-', '_'));

const Provenance = {
  source: z.enum(SOURCES),
  /** When the source said so; for a recorded sample the day of the recording. */
  retrievedAt: Instant,
};
const Freshness = {
  ...Provenance,
  /** How long ago we asked. */
  ageSeconds: z.int().min(0),
  /** FMCSA could not be asked, and this copy is older than 24 hours. */
  stale: z.boolean(),
};

export const AuthorityShape = z
  .strictObject({
    kind: z.enum(AUTHORITY_KINDS),
    status: z.enum(AUTHORITY_STATUSES).nullable(),
    docketNumber: text,
    property: yesNo,
    passengers: yesNo,
    householdGoods: yesNo,
  })
  .meta({ id: 'CarrierAuthority' });

const CoverageShape = z.strictObject({ onFileDollars: amount, required: yesNo, requiredDollars: amount });

const InsuranceShape = z.strictObject({
  liability: CoverageShape,
  bond: CoverageShape,
  cargo: CoverageShape,
});

const InspectionsShape = z.strictObject({
  inspections: amount,
  outOfService: amount,
  ratePct: figure,
  nationalAveragePct: z.number(),
});

const SafetyShape = z.strictObject({
  rating: z.enum(SAFETY_RATINGS).nullable(),
  ratedOn: day,
  reviewedOn: day,
  outOfService: z.strictObject({
    inForce: yesNo,
    since: day,
    orders: z.array(z.strictObject({ orderedOn: day, reason: text })).nullable(),
  }),
  vehicle: InspectionsShape,
  driver: InspectionsShape,
  hazmat: InspectionsShape,
  nationalAverageSource: z.string(),
  crashes: z.strictObject({ total: amount, fatal: amount, injury: amount, towaway: amount }),
});

const BasicShape = z.strictObject({
  name: z.string(),
  percentile: figure,
  thresholdPct: figure,
  overThreshold: yesNo,
  seriousViolation: yesNo,
  measure: figure,
  inspectionsWithViolation: amount,
  violations: amount,
  measuredOn: day,
});

const Profile = {
  usdot: z.int(),
  identity: z.strictObject({
    legalName: text,
    dbaName: text,
    entityType: text,
    usdotStatus: z.enum(['ACTIVE', 'INACTIVE']).nullable(),
    allowedToOperate: yesNo,
    address: z.strictObject({ street: text, city: text, state: text, zip: text, country: text }),
  }),
  registration: z.strictObject({
    addedOn: day,
    mcs150FiledOn: day,
    mcs150MileageMiles: amount,
    mcs150MileageYear: amount,
  }),
  dockets: z.array(z.string()).nullable(),
  authorities: z.array(AuthorityShape).nullable(),
  insurance: InsuranceShape,
  safety: SafetyShape,
  fleet: z.strictObject({ powerUnits: amount, drivers: amount }),
  cargo: z.array(z.string()).nullable(),
  operation: z.strictObject({
    scope: z.enum(OPERATION_SCOPES).nullable(),
    classifications: z.array(z.string()).nullable(),
    passengerCarrier: yesNo,
  }),
  basics: z.array(BasicShape).nullable(),
  /** Parts that the source could not give: what they would tell is null. */
  gaps: z.array(z.enum(PART_WORDS)),
};

export const CarrierShape = z.strictObject({ ...Profile, ...Freshness }).meta({ id: 'Carrier' });
export const DocketShape = z.strictObject({ docketNumber: z.string(), carriers: z.array(CarrierShape) });

export const CarrierSummaryShape = z.strictObject({
  usdot: z.int(),
  legalName: text,
  dbaName: text,
  city: text,
  state: text,
  allowedToOperate: yesNo,
  ...Provenance,
});

export const CarrierAuthorityShape = z.strictObject({
  usdot: z.int(),
  legalName: text,
  /** Common or contract authority over all dockets. */
  forHire: z.enum(AUTHORITY_STATUSES).nullable(),
  broker: z.enum(AUTHORITY_STATUSES).nullable(),
  allowedToOperate: yesNo,
  dockets: z.array(z.string()).nullable(),
  authorities: z.array(AuthorityShape).nullable(),
  ...Freshness,
});

export const CarrierInsuranceShape = z.strictObject({
  usdot: z.int(),
  legalName: text,
  ...InsuranceShape.shape,
  ...Freshness,
});

export const RiskShape = z.strictObject({
  score: z.int().min(0).max(100),
  band: z.enum(RISK_BANDS),
  confidence: z.int().min(0).max(100),
  groups: z.array(z.strictObject({ group: z.enum(RISK_GROUPS), points: z.number(), cap: z.int() })),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      group: z.enum(RISK_GROUPS),
      points: z.number(),
      max: z.int(),
      value: text,
      rule: z.string(),
      source: z.string(),
      known: z.boolean(),
    }),
  ),
});

export const ChecksShape = z.strictObject({
  outcome: z.enum(OUTCOMES),
  hardStops: z.array(z.string()),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      verdict: z.enum(VERDICTS),
      value: text,
      rule: z.string(),
      source: z.string(),
      hardStop: z.boolean(),
    }),
  ),
  risk: RiskShape,
});

export const VerificationShape = z.strictObject({
  docketNumber: z.string(),
  carriers: z.array(z.strictObject({ usdot: z.int(), legalName: text, ...ChecksShape.shape, ...Freshness })),
});

const FactShape = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const ChangeShape = z.strictObject({
  field: z.string(),
  before: FactShape,
  after: FactShape,
  material: z.boolean(),
});

export const HistoryShape = z.strictObject({
  id: Id,
  usdot: z.int(),
  number: z.int(),
  source: z.enum(SOURCES),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  /** Whether one of the changes is. */
  material: z.boolean(),
  /** Against the snapshot before; null for the first. */
  changes: z.array(ChangeShape).nullable(),
});

export const SnapshotShape = z.strictObject({
  ...HistoryShape.shape,
  /** Null where the difference alone was asked for. */
  profile: z.strictObject({ ...Profile, ...Provenance }).nullable(),
});
