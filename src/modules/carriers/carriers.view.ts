/** Records, reports and snapshots as a reader sees them: field by field, so that nothing else slips out. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import { standingOf } from './authority.rules';
import type { Authority, CarrierProfile, Coverage, Inspections } from './carrier-profile';
import type {
  CarrierAuthorityShape,
  CarrierInsuranceShape,
  CarrierShape,
  CarrierSummaryShape,
  ChecksShape,
  HistoryShape,
  SnapshotShape,
} from './carriers.schema';
import type { CheckVerdict } from './checks/check-terms';
import { type Change, differenceBetween } from './difference.rules';
import type { CarrierSummary } from './fmcsa/client';
import type { RiskScore } from './risk/risk-terms';
import type { Snapshot } from './snapshot.model';

/** How fresh the copy is that is shown. */
export interface Freshness {
  ageMs: number;
  stale: boolean;
}

const freshnessOf = ({ source, retrievedAt }: CarrierProfile, { ageMs, stale }: Freshness) => ({
  source,
  retrievedAt: iso(retrievedAt),
  ageSeconds: Math.max(0, Math.floor(ageMs / 1_000)),
  stale,
});

const viewAuthority = ({ kind, status, docketNumber, property, passengers, householdGoods }: Authority) => ({
  kind,
  status,
  docketNumber,
  property,
  passengers,
  householdGoods,
});

const viewCoverage = ({ onFileDollars, required, requiredDollars }: Coverage) => ({
  onFileDollars,
  required,
  requiredDollars,
});

const viewInsurance = ({ liability, bond, cargo }: CarrierProfile['insurance']) => ({
  liability: viewCoverage(liability),
  bond: viewCoverage(bond),
  cargo: viewCoverage(cargo),
});

const viewInspections = ({ inspections, outOfService, ratePct, nationalAveragePct }: Inspections) => ({
  inspections,
  outOfService,
  ratePct,
  nationalAveragePct,
});

function viewProfile(profile: CarrierProfile) {
  const { identity, registration, safety, fleet, operation } = profile;
  const { address } = identity;
  const { outOfService, crashes } = safety;
  return {
    usdot: profile.usdot,
    identity: {
      legalName: identity.legalName,
      dbaName: identity.dbaName,
      entityType: identity.entityType,
      usdotStatus: identity.usdotStatus,
      allowedToOperate: identity.allowedToOperate,
      address: {
        street: address.street,
        city: address.city,
        state: address.state,
        zip: address.zip,
        country: address.country,
      },
    },
    registration: {
      addedOn: registration.addedOn,
      mcs150FiledOn: registration.mcs150FiledOn,
      mcs150MileageMiles: registration.mcs150MileageMiles,
      mcs150MileageYear: registration.mcs150MileageYear,
    },
    dockets: profile.dockets,
    authorities: profile.authorities?.map(viewAuthority) ?? null,
    insurance: viewInsurance(profile.insurance),
    safety: {
      rating: safety.rating,
      ratedOn: safety.ratedOn,
      reviewedOn: safety.reviewedOn,
      outOfService: {
        inForce: outOfService.inForce,
        since: outOfService.since,
        orders: outOfService.orders?.map(({ orderedOn, reason }) => ({ orderedOn, reason })) ?? null,
      },
      vehicle: viewInspections(safety.vehicle),
      driver: viewInspections(safety.driver),
      hazmat: viewInspections(safety.hazmat),
      nationalAverageSource: safety.nationalAverageSource,
      crashes: {
        total: crashes.total,
        fatal: crashes.fatal,
        injury: crashes.injury,
        towaway: crashes.towaway,
      },
    },
    fleet: { powerUnits: fleet.powerUnits, drivers: fleet.drivers },
    cargo: profile.cargo,
    operation: {
      scope: operation.scope,
      classifications: operation.classifications,
      passengerCarrier: operation.passengerCarrier,
    },
    basics:
      profile.basics?.map((basic) => ({
        name: basic.name,
        percentile: basic.percentile,
        thresholdPct: basic.thresholdPct,
        overThreshold: basic.overThreshold,
        seriousViolation: basic.seriousViolation,
        measure: basic.measure,
        inspectionsWithViolation: basic.inspectionsWithViolation,
        violations: basic.violations,
        measuredOn: basic.measuredOn,
      })) ?? null,
    gaps: profile.gaps.map((part) => part.toUpperCase().replaceAll('-', '_')),
  };
}

export const viewCarrier = (profile: CarrierProfile, freshness: Freshness): z.input<typeof CarrierShape> => ({
  ...viewProfile(profile),
  ...freshnessOf(profile, freshness),
});

export const viewSummary = (summary: CarrierSummary): z.input<typeof CarrierSummaryShape> => ({
  usdot: summary.usdot,
  legalName: summary.legalName,
  dbaName: summary.dbaName,
  city: summary.city,
  state: summary.state,
  allowedToOperate: summary.allowedToOperate,
  source: summary.source,
  retrievedAt: iso(summary.retrievedAt),
});

export const viewAuthorities = (
  profile: CarrierProfile,
  freshness: Freshness,
): z.input<typeof CarrierAuthorityShape> => ({
  usdot: profile.usdot,
  legalName: profile.identity.legalName,
  ...standingOf(profile),
  allowedToOperate: profile.identity.allowedToOperate,
  dockets: profile.dockets,
  authorities: profile.authorities?.map(viewAuthority) ?? null,
  ...freshnessOf(profile, freshness),
});

export const viewInsuranceOf = (
  profile: CarrierProfile,
  freshness: Freshness,
): z.input<typeof CarrierInsuranceShape> => ({
  usdot: profile.usdot,
  legalName: profile.identity.legalName,
  ...viewInsurance(profile.insurance),
  ...freshnessOf(profile, freshness),
});

export const viewVerification = (
  profile: CarrierProfile,
  checks: z.input<typeof ChecksShape>,
  freshness: Freshness,
) => ({
  usdot: profile.usdot,
  legalName: profile.identity.legalName,
  ...checks,
  ...freshnessOf(profile, freshness),
});

export const viewChecks = ({
  outcome,
  hardStops,
  checks,
  risk,
}: CheckVerdict & { risk: RiskScore }): z.input<typeof ChecksShape> => ({
  outcome,
  hardStops,
  checks: checks.map(({ id, title, verdict, value, rule, source, hardStop }) => ({
    id,
    title,
    verdict,
    value,
    rule,
    source,
    hardStop,
  })),
  risk: {
    score: risk.score,
    band: risk.band,
    confidence: risk.confidence,
    groups: risk.groups.map(({ group, points, cap }) => ({ group, points, cap })),
    rules: risk.rules.map(({ id, group, points, max, value, rule, source, known }) => ({
      id,
      group,
      points,
      max,
      value,
      rule,
      source,
      known,
    })),
  },
});

/** A snapshot with what sets it apart from the one before it. */
export function viewHistory(snapshot: Snapshot, before: Snapshot | undefined): z.input<typeof HistoryShape> {
  const changes: Change[] | null = before ? differenceBetween(before.profile, snapshot.profile) : null;
  return {
    id: snapshot.id,
    usdot: snapshot.usdot,
    number: snapshot.number,
    source: snapshot.profile.source,
    firstSeenAt: iso(snapshot.firstSeenAt),
    lastSeenAt: iso(snapshot.lastSeenAt),
    material: changes?.some(({ material }) => material) ?? false,
    changes,
  };
}

export const viewSnapshot = (
  snapshot: Snapshot,
  before: Snapshot | undefined,
  withProfile: boolean,
): z.input<typeof SnapshotShape> => ({
  ...viewHistory(snapshot, before),
  profile: withProfile
    ? {
        ...viewProfile(snapshot.profile),
        source: snapshot.profile.source,
        retrievedAt: iso(snapshot.profile.retrievedAt),
      }
    : null,
});
