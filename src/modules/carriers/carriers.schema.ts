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
import { AUTHORITY_ACTIONS, POLICY_KINDS } from './carrier-history';
import { OUTCOMES, VERDICTS } from './checks/check-terms';
import { docketHint, isDocketNumber } from './docket.rules';
import { Usdot } from './usdot-number.schema';
import { RISK_BANDS, RISK_GROUPS } from './risk/risk-terms';

const text = z.string().nullable();
const amount = z.int().min(0).nullable();
const figure = z.number().min(0).nullable();
const yesNo = z.boolean().nullable();
const day = z.iso.date().nullable();

export const ByUsdot = z.strictObject({ usdot: Usdot.describe("The carrier's USDOT number.") });
export const ByDocket = z.strictObject({
  docket: z
    .string()
    .max(40)
    .refine(isDocketNumber, { error: ({ input }) => docketHint(input) })
    .describe('A docket number, such as `MC123456`; digits alone are an MC number.'),
});
export const ByName = z.strictObject({
  name: line(120, 2)
    .regex(/^[^\p{L}\p{N}]*[\p{L}\p{N}].*[\p{L}\p{N}]/u, 'must have two letters or digits')
    .describe('A part of the legal or trade name.'),
});
export const SnapshotQuery = z.strictObject({
  type: z
    .enum(['latest', 'difference'])
    .default('latest')
    .describe('The whole snapshot, or only what differs from the one before.'),
});
export const HistoryQuery = PageQuery;

/** `DOCKET_NUMBERS` for the part that the record keeps under `docket-numbers`. */
export const PART_WORDS = PARTS.map((part) => part.toUpperCase().replaceAll('-', '_'));

const Provenance = {
  source: z
    .enum(SOURCES)
    .describe('FMCSA: read live. RECORDED: an earlier answer of FMCSA. FICTIONAL: a demo carrier.'),
  retrievedAt: Instant.describe('When the source said so; for a recording, when it was made.'),
};
export const Freshness = {
  ...Provenance,
  ageSeconds: z
    .int()
    .min(0)
    .describe('How old the record is, in seconds: since its source gave or confirmed it.'),
  stale: z.boolean().describe('FMCSA could not be asked, and this copy is older than 24 hours.'),
};

export const AuthorityShape = z
  .strictObject({
    kind: z.enum(AUTHORITY_KINDS).describe('The kind of operating authority.'),
    status: z
      .enum(AUTHORITY_STATUSES)
      .nullable()
      .describe('NONE: never held under this docket. Null: not known.'),
    docketNumber: text.describe('Such as MC123456; null where the record names the carrier as a whole.'),
    property: yesNo.describe('Whether it covers property.'),
    passengers: yesNo.describe('Whether it covers passengers.'),
    householdGoods: yesNo.describe('Whether it covers household goods.'),
  })
  .meta({ id: 'CarrierAuthority' });

const CoverageShape = z
  .strictObject({
    onFileDollars: amount.describe('What is on file, in whole US dollars.'),
    required: yesNo.describe('Whether FMCSA requires it.'),
    requiredDollars: amount.describe('What FMCSA requires, in whole US dollars; stated for liability only.'),
  })
  .meta({ id: 'InsuranceCoverage', description: 'One kind of insurance. Null: not known.' });

const InsuranceShape = z
  .strictObject({
    liability: CoverageShape.describe('Bodily injury and property damage (BIPD).'),
    bond: CoverageShape.describe('Surety bond or trust fund of a broker or freight forwarder.'),
    cargo: CoverageShape.describe('Cargo insurance.'),
  })
  .meta({ id: 'CarrierInsurance', description: 'The insurance on file with FMCSA.' });

const InspectionsShape = z
  .strictObject({
    inspections: amount.describe('How many there were.'),
    outOfService: amount.describe('How many ended out of service.'),
    ratePct: figure.describe('The share that ended out of service, in percent.'),
    nationalAveragePct: z.number().describe('The national average of that share, in percent.'),
    nationalAverageAsOf: text.describe('The month of that average, such as 2026-09; null if not known.'),
  })
  .meta({ id: 'Inspections', description: 'Roadside inspections of the last 24 months. Null: not known.' });

const SafetyShape = z
  .strictObject({
    rating: z
      .enum(SAFETY_RATINGS)
      .nullable()
      .describe('The FMCSA safety rating. NOT_RATED: it has none. Null: not known.'),
    ratedOn: day.describe('The day of the rating, YYYY-MM-DD.'),
    reviewedOn: day.describe('The day of the latest compliance review, YYYY-MM-DD.'),
    outOfService: z.strictObject({
      inForce: yesNo.describe('Whether an order is in force.'),
      since: day.describe('The day of the order in force, YYYY-MM-DD.'),
      orders: z
        .array(
          z.strictObject({
            orderedOn: day.describe('The day of the order, YYYY-MM-DD.'),
            reason: text.describe("FMCSA's reason."),
          }),
        )
        .nullable(),
    }),
    vehicle: InspectionsShape.describe('Of vehicles.'),
    driver: InspectionsShape.describe('Of drivers.'),
    hazmat: InspectionsShape.describe('Of loads of hazardous materials.'),
    nationalAverageSource: z.string().describe('Where the national averages come from.'),
    crashes: z.strictObject({
      total: amount.describe('All reportable crashes of the last 24 months.'),
      fatal: amount.describe('Those with a death.'),
      injury: amount.describe('Those with an injury and no death.'),
      towaway: amount.describe('Those with a vehicle towed away, and nobody hurt.'),
    }),
  })
  .meta({ id: 'CarrierSafety', description: 'Rating, orders, inspections and crashes. Null: not known.' });

const PolicyShape = z
  .strictObject({
    kind: z.enum(POLICY_KINDS).describe('What it covers. BOND and TRUST are the security of a broker.'),
    excess: z.boolean().describe('Above a primary policy.'),
    form: text.describe("FMCSA's form, such as BMC-91X."),
    insurer: text.describe('The insurer or surety.'),
    amountDollars: amount.describe('Its limit, in whole US dollars.'),
    docketNumber: text.describe('The docket it is filed for.'),
    effectiveOn: day.describe('The day from which it holds, YYYY-MM-DD.'),
    cancelledOn: day.describe('The day from which it is canceled, past or to come.'),
    replaced: z.boolean().describe('Another filing took its place.'),
  })
  .meta({ id: 'InsurancePolicy', description: 'A filing of an insurer or surety. Null: not known.' });

const AuthorityEventShape = z
  .strictObject({
    docketNumber: text.describe('Such as MC123456.'),
    authority: text.describe("Which authority, in FMCSA's words."),
    action: z.enum(AUTHORITY_ACTIONS).describe('What became of it.'),
    words: text.describe("FMCSA's own word for it."),
    on: day.describe('From this day on; one to come is announced.'),
  })
  .meta({ id: 'AuthorityEvent', description: 'A grant or a loss of authority. Null: not known.' });

const policies = z.array(PolicyShape).nullable().describe('Filings, newest first. Null: not known.');
const authorityHistory = z
  .array(AuthorityEventShape)
  .nullable()
  .describe('What became of its authorities, newest first. Null: not known.');
const processAgents = z
  .array(z.string())
  .nullable()
  .describe('Who accepts legal papers for it (BOC-3). Null: not known.');

const PastShape = z
  .strictObject({
    policies,
    authority: authorityHistory,
    processAgents,
    inspections: z
      .array(
        z.strictObject({
          on: day.describe('The day of the inspection.'),
          state: text.describe('Where it was.'),
          level: amount.describe('The level of the inspection, 1 to 8.'),
          violations: amount.describe('Violations that were found.'),
          outOfService: amount.describe('Violations that ended out of service.'),
        }),
      )
      .nullable()
      .describe('The latest roadside inspections, newest first. Null: not known.'),
    orders: z
      .array(
        z.strictObject({
          orderedOn: day.describe('The day of the order.'),
          reason: text.describe("FMCSA's reason."),
          rescindedOn: day.describe('The day it was taken back.'),
        }),
      )
      .nullable()
      .describe('Out-of-service orders, newest first. Null: not known.'),
  })
  .meta({ id: 'CarrierPast', description: 'From the open data of data.transportation.gov.' });

const BasicShape = z
  .strictObject({
    name: z.string().describe('The name of the category.'),
    percentile: figure.describe(
      'From 0 (best) to 100. Null for carriers of property: theirs are not public.',
    ),
    thresholdPct: figure.describe('The percentile from which FMCSA steps in.'),
    overThreshold: yesNo.describe('Whether the percentile is at or over it.'),
    seriousViolation: yesNo.describe(
      'Whether an investigation of the last 12 months found a serious violation.',
    ),
    measure: figure.describe("FMCSA's measure behind the percentile, without a unit; lower is better."),
    inspectionsWithViolation: amount.describe('Inspections with a violation in this category.'),
    violations: amount.describe('Violations in this category.'),
  })
  .meta({
    id: 'CarrierBasic',
    description: "One of FMCSA's Behavior Analysis and Safety Improvement Categories.",
  });

const IdentityShape = z
  .strictObject({
    legalName: text.describe('The legal name in the federal record; null if not known.'),
    dbaName: text.describe('The name that the company does business as.'),
    entityType: text.describe('As FMCSA states it, such as CARRIER or BROKER.'),
    usdotStatus: z.enum(['ACTIVE', 'INACTIVE']).nullable().describe('The status of the USDOT number.'),
    allowedToOperate: yesNo.describe(
      'What FMCSA says; not the same as for-hire authority, which a private fleet does not need.',
    ),
    address: z
      .strictObject({
        street: text.describe('Street and number.'),
        city: text.describe('The city of the main office.'),
        state: text.describe('A two-letter state code, such as TX.'),
        zip: text.describe('The postal code.'),
        country: text.describe('A two-letter country code, such as US.'),
      })
      .describe('Where the carrier has its main office.'),
  })
  .meta({ id: 'CarrierIdentity', description: 'Who the carrier is. Null: not known.' });

const RegistrationShape = z
  .strictObject({
    addedOn: day.describe('The day the USDOT number was assigned, YYYY-MM-DD.'),
    mcs150FiledOn: day.describe('The day of the last form MCS-150, YYYY-MM-DD.'),
    mcs150MileageMiles: amount.describe('The miles of a year that the form states.'),
    mcs150MileageYear: amount.describe('The year of those miles.'),
  })
  .meta({
    id: 'CarrierRegistration',
    description: "From FMCSA's census file. Null where it was not read.",
  });

const FleetShape = z
  .strictObject({ powerUnits: amount.describe('Trucks and tractors.'), drivers: amount.describe('Drivers.') })
  .meta({ id: 'CarrierFleet', description: 'As the carrier filed it. Null: not known.' });

const OperationShape = z
  .strictObject({
    scope: z.enum(OPERATION_SCOPES).nullable().describe('Across state lines or within one state.'),
    classifications: z
      .array(z.string())
      .nullable()
      .describe("In FMCSA's words, such as `Authorized For Hire`."),
    passengerCarrier: yesNo.describe('Whether it carries passengers.'),
  })
  .meta({ id: 'CarrierOperation', description: 'How the carrier works. Null: not known.' });

const Profile = {
  usdot: z.int().describe('The USDOT number.'),
  identity: IdentityShape.describe('Who the carrier is.'),
  registration: RegistrationShape.describe('What the carrier filed.'),
  dockets: z.array(z.string()).nullable().describe('MC, MX and FF numbers, such as MC123456.'),
  authorities: z.array(AuthorityShape).nullable().describe('Operating authorities by kind.'),
  insurance: InsuranceShape.describe('Insurance on file.'),
  safety: SafetyShape.describe('Rating, orders, inspections and crashes.'),
  fleet: FleetShape.describe('Trucks and drivers.'),
  cargo: z.array(z.string()).nullable().describe("What it hauls, in FMCSA's words."),
  operation: OperationShape.describe('How it works.'),
  basics: z.array(BasicShape).nullable().describe('The safety categories that FMCSA measures.'),
  history: PastShape.describe('Insurance, authority, agents, inspections and orders in time.'),
  gaps: z
    .array(z.enum(PART_WORDS))
    .describe('Parts that the source could not give: what they would tell is null.'),
};

export const CarrierShape = z.strictObject({ ...Profile, ...Freshness }).meta({ id: 'Carrier' });
export const DocketShape = z.strictObject({
  docketNumber: z.string().describe('Such as MC123456.'),
  carriers: z.array(CarrierShape).describe('The carriers that hold it.'),
});

export const CarrierSummaryShape = z.strictObject({
  usdot: z.int().describe('The USDOT number.'),
  legalName: text.describe('The legal name in the federal record; null if not known.'),
  dbaName: text.describe('The name that the company does business as.'),
  city: text.describe('The city of the main office.'),
  state: text.describe('A two-letter state code, such as TX.'),
  allowedToOperate: yesNo.describe(
    'What FMCSA says; not the same as for-hire authority, which a private fleet does not need.',
  ),
  ...Provenance,
});

export const CarrierAuthorityShape = z.strictObject({
  usdot: z.int().describe('The USDOT number.'),
  legalName: text.describe('The legal name in the federal record; null if not known.'),
  forHire: z.enum(AUTHORITY_STATUSES).nullable().describe('Common or contract authority over all dockets.'),
  broker: z.enum(AUTHORITY_STATUSES).nullable().describe('Broker authority over all dockets.'),
  forwarder: z
    .enum(AUTHORITY_STATUSES)
    .nullable()
    .describe('Freight forwarder authority, of an FF docket. Null: not known.'),
  allowedToOperate: yesNo.describe(
    'What FMCSA says; not the same as for-hire authority, which a private fleet does not need.',
  ),
  dockets: z.array(z.string()).nullable().describe('MC, MX and FF numbers, such as MC123456.'),
  authorities: z.array(AuthorityShape).nullable().describe('Operating authorities by kind.'),
  heldSince: day.describe('The first grant under a docket that is active now.'),
  history: authorityHistory,
  processAgents,
  ...Freshness,
});

export const CarrierInsuranceShape = z.strictObject({
  usdot: z.int().describe('The USDOT number.'),
  legalName: text.describe('The legal name in the federal record; null if not known.'),
  ...InsuranceShape.shape,
  policies,
  pendingCancellations: z
    .array(
      z.strictObject({
        policy: PolicyShape.describe('The filing that ends.'),
        inDays: z.int().describe('Days until then.'),
        replaced: z.boolean().describe('Other filings reach what is required from that day on.'),
      }),
    )
    .nullable()
    .describe('Of insurance that is required, the soonest first. Null: not known.'),
  ...Freshness,
});

export const RiskShape = z
  .strictObject({
    score: z.int().min(0).max(100).describe('Points from 0 (best) to 100.'),
    band: z.enum(RISK_BANDS).describe('The range of the score.'),
    confidence: z
      .int()
      .min(0)
      .max(100)
      .describe('The share of the points that rests on known facts, from 0 to 100.'),
    groups: z.array(
      z.strictObject({
        group: z.enum(RISK_GROUPS).describe('The group of rules.'),
        points: z.number().describe('The points that were added.'),
        cap: z.int().describe('The most points that the group can add.'),
      }),
    ),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        group: z.enum(RISK_GROUPS).describe('The group of rules.'),
        points: z.number().describe('The points that were added.'),
        max: z.int().describe('The most points that the rule can add.'),
        value: text.describe('What FMCSA shows, or what the rule was applied to.'),
        rule: z.string().describe('The rule, in a sentence.'),
        source: z.string().describe('Where the rule comes from.'),
        known: z.boolean().describe('The federal record answers it.'),
      }),
    ),
  })
  .meta({ id: 'CarrierRisk' });

export const ChecksShape = z.strictObject({
  outcome: z.enum(OUTCOMES).describe('FAIL: a hard stop failed. UNKNOWN: not every hard stop was answered.'),
  hardStops: z.array(z.string()).describe('The ids of the hard stops that failed.'),
  checks: z.array(
    z
      .strictObject({
        id: z.string(),
        title: z.string().describe('What is checked.'),
        verdict: z.enum(VERDICTS).meta({ id: 'CheckVerdict' }).describe('UNKNOWN: FMCSA did not answer it.'),
        value: text.describe('What FMCSA shows, or what the rule was applied to.'),
        rule: z.string().describe('The rule, in a sentence.'),
        source: z.string().describe('Where the rule comes from.'),
        hardStop: z.boolean().describe('Failing it keeps the carrier off the market.'),
      })
      .meta({ id: 'CarrierCheck' }),
  ),
  risk: RiskShape.describe('The risk score, rule by rule.'),
});

export const VerifiedCarrierShape = z
  .strictObject({
    usdot: z.int().describe('The USDOT number.'),
    legalName: text.describe('The legal name in the federal record; null if not known.'),
    ...ChecksShape.shape,
    ...Freshness,
  })
  .meta({ id: 'VerifiedCarrier' });

export const VerificationShape = z.strictObject({
  docketNumber: z.string().describe('Such as MC123456.'),
  carriers: z.array(VerifiedCarrierShape).describe('Each carrier that holds the docket.'),
});

const FactShape = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const ChangeShape = z
  .strictObject({
    field: z.string().describe('The field that changed, such as `safety.rating`.'),
    before: FactShape.describe('Its value before.'),
    after: FactShape.describe('Its value now.'),
    material: z.boolean().describe('Whether it matters to a buyer.'),
  })
  .meta({ id: 'RecordChange' });

export const HistoryShape = z
  .strictObject({
    id: Id,
    usdot: z.int().describe('The USDOT number.'),
    number: z.int().describe('Counted from 1 for each carrier.'),
    source: z
      .enum(SOURCES)
      .describe('FMCSA: read live. RECORDED: an earlier answer of FMCSA. FICTIONAL: a demo carrier.'),
    firstSeenAt: Instant.describe('When the record first read so.'),
    lastSeenAt: Instant.describe('When it last read so.'),
    material: z.boolean().describe('Whether one of the changes is.'),
    changes: z.array(ChangeShape).nullable().describe('Against the snapshot before; null for the first.'),
  })
  .meta({ id: 'RecordReading' });

export const SnapshotShape = z.strictObject({
  ...HistoryShape.shape,
  profile: z
    .strictObject({ ...Profile, ...Provenance })
    .nullable()
    .describe('Null where the difference alone was asked for.'),
});
