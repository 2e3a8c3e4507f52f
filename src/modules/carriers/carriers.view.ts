/** Records, reports and snapshots as a reader sees them: field by field, so that nothing else slips out. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import { standingOf } from './authority.rules';
import {
  type Authority,
  type CarrierProfile,
  type Coverage,
  everyGap,
  type Inspections,
} from './carrier-profile';
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
import type { AuthorityEvent, CarrierHistory, Policy } from './carrier-history';
import { authorityHeldSince, pendingCancellations } from './history.rules';
import { type Change, differenceBetween } from './difference.rules';
import type { CarrierSummary } from './fmcsa/client';
import type { RiskScore } from './risk/risk-terms';
import type { AssessedCarrier, Freshness, ReadCarrier, SnapshotHistory } from './use-cases/read-carrier';

const presentFreshness = ({ source, retrievedAt }: CarrierProfile, { ageMs, stale }: Freshness) => ({
  source,
  retrievedAt: iso(retrievedAt),
  ageSeconds: Math.max(0, Math.floor(ageMs / 1_000)),
  stale,
});

const presentAuthority = ({
  kind,
  status,
  docketNumber,
  property,
  passengers,
  householdGoods,
}: Authority) => ({
  kind,
  status,
  docketNumber,
  property,
  passengers,
  householdGoods,
});

const presentCoverage = ({ onFileDollars, required, requiredDollars }: Coverage) => ({
  onFileDollars,
  required,
  requiredDollars,
});

const presentCoverages = ({ liability, bond, cargo }: CarrierProfile['insurance']) => ({
  liability: presentCoverage(liability),
  bond: presentCoverage(bond),
  cargo: presentCoverage(cargo),
});

const presentInspections = ({
  inspections,
  outOfService,
  ratePct,
  nationalAveragePct,
  nationalAverageAsOf,
}: Inspections) => ({
  inspections,
  outOfService,
  ratePct,
  nationalAveragePct,
  nationalAverageAsOf,
});

const presentPolicy = (policy: Policy) => ({
  kind: policy.kind,
  excess: policy.excess,
  form: policy.form,
  insurer: policy.insurer,
  amountDollars: policy.amountDollars,
  docketNumber: policy.docketNumber,
  effectiveOn: policy.effectiveOn,
  cancelledOn: policy.cancelledOn,
  replaced: policy.replaced,
});

const presentAuthorityEvent = ({ docketNumber, authority, action, words, on }: AuthorityEvent) => ({
  ...{ docketNumber, authority, action, words, on },
});

const presentPast = ({ policies, authority, processAgents, inspections, orders }: CarrierHistory) => ({
  policies: policies?.map(presentPolicy) ?? null,
  authority: authority?.map(presentAuthorityEvent) ?? null,
  processAgents,
  inspections:
    inspections?.map(({ on, state, level, violations, outOfService }) => ({
      ...{ on, state, level, violations, outOfService },
    })) ?? null,
  orders: orders?.map(({ orderedOn, reason, rescindedOn }) => ({ orderedOn, reason, rescindedOn })) ?? null,
});

function presentProfile(profile: CarrierProfile) {
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
    authorities: profile.authorities?.map(presentAuthority) ?? null,
    insurance: presentCoverages(profile.insurance),
    safety: {
      rating: safety.rating,
      ratedOn: safety.ratedOn,
      reviewedOn: safety.reviewedOn,
      outOfService: {
        inForce: outOfService.inForce,
        since: outOfService.since,
        orders: outOfService.orders?.map(({ orderedOn, reason }) => ({ orderedOn, reason })) ?? null,
      },
      vehicle: presentInspections(safety.vehicle),
      driver: presentInspections(safety.driver),
      hazmat: presentInspections(safety.hazmat),
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
      })) ?? null,
    history: presentPast(profile.history),
    gaps: everyGap(profile).map((part) => part.toUpperCase().replaceAll('-', '_')),
  };
}

export const presentCarrier = ({ profile, freshness }: ReadCarrier): z.input<typeof CarrierShape> => ({
  ...presentProfile(profile),
  ...presentFreshness(profile, freshness),
});

export const presentSummary = (summary: CarrierSummary): z.input<typeof CarrierSummaryShape> => ({
  usdot: summary.usdot,
  legalName: summary.legalName,
  dbaName: summary.dbaName,
  city: summary.city,
  state: summary.state,
  allowedToOperate: summary.allowedToOperate,
  source: summary.source,
  retrievedAt: iso(summary.retrievedAt),
});

export const presentAuthorities = ({
  profile,
  freshness,
}: ReadCarrier): z.input<typeof CarrierAuthorityShape> => ({
  usdot: profile.usdot,
  legalName: profile.identity.legalName,
  ...standingOf(profile),
  allowedToOperate: profile.identity.allowedToOperate,
  dockets: profile.dockets,
  authorities: profile.authorities?.map(presentAuthority) ?? null,
  heldSince: authorityHeldSince(profile),
  history: profile.history.authority?.map(presentAuthorityEvent) ?? null,
  processAgents: profile.history.processAgents,
  ...presentFreshness(profile, freshness),
});

export const presentInsurance = (
  { profile, freshness }: ReadCarrier,
  now: number,
): z.input<typeof CarrierInsuranceShape> => ({
  usdot: profile.usdot,
  legalName: profile.identity.legalName,
  ...presentCoverages(profile.insurance),
  policies: profile.history.policies?.map(presentPolicy) ?? null,
  pendingCancellations:
    pendingCancellations(profile, now)?.map(({ policy, days, replaced }) => ({
      policy: presentPolicy(policy),
      inDays: days,
      replaced,
    })) ?? null,
  ...presentFreshness(profile, freshness),
});

export const presentVerification = ({ profile, freshness, assessment }: AssessedCarrier) => ({
  usdot: profile.usdot,
  legalName: profile.identity.legalName,
  ...presentChecks(assessment),
  ...presentFreshness(profile, freshness),
});

export const presentChecks = ({
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
export function presentHistory({ snapshot, before }: SnapshotHistory): z.input<typeof HistoryShape> {
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

export const presentSnapshot = (
  history: SnapshotHistory,
  { withProfile }: { withProfile: boolean },
): z.input<typeof SnapshotShape> => ({
  ...presentHistory(history),
  profile: withProfile
    ? {
        ...presentProfile(history.snapshot.profile),
        source: history.snapshot.profile.source,
        retrievedAt: iso(history.snapshot.profile.retrievedAt),
      }
    : null,
});
