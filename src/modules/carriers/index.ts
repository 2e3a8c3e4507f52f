/** The door of the carriers: FMCSA's record of them, checks, risk, and who has proved control of which. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { CarrierProfile } from './carrier-profile';
import { carrierRoutes } from './carriers.routes';
import { type CheckPurpose, defineChecks } from './check-report.model';
import type { CheckVerdict, Declared } from './checks/check-terms';
import { createEinHasher } from './ein';
import { createSource } from './fmcsa/source';
import type { UnavailableReason } from './fmcsa/transport';
import { type ControlLevel, defineControlProofs } from './proof-of-control/proof-of-control.model';
import { partWithUser } from './proof-of-control/part-with-user';
import { proofRoutes } from './proof-of-control/proof-of-control.routes';
import { viewProof } from './proof-of-control/proof-of-control.view';
import { createProofs } from './proof-of-control/proofs';
import { createProveByCode } from './proof-of-control/prove-by-code';
import { createReviewProof } from './proof-of-control/review-proof';
import { scoreRisk } from './risk/risk.rules';
import type { RiskScore } from './risk/risk-terms';
import { defineSnapshots } from './snapshot.model';
import { sourceWords } from './sources.rules';
import { type CheckReport, createChecking } from './use-cases/check-carrier';
import { createSnapshots } from './use-cases/keep-snapshot';
import { createLookUp } from './use-cases/look-up';
import { createReading } from './use-cases/read-carrier';
import { createSearch } from './use-cases/search';

export type { CarrierProfile } from './carrier-profile';
export { carrierChanged, proofOfControlChanged } from './carriers.events';
export { carrierNotFound, fmcsaUnavailable } from './carriers.problems';
export type { CheckLine } from './checks/check-terms';
export type { RiskScore } from './risk/risk-terms';
export type { CheckReport } from './use-cases/check-carrier';

export type LookUp =
  | {
      status: 'found';
      profile: CarrierProfile;
      /** How long ago the source was asked. */
      ageMs: number;
      /** FMCSA could not be asked, and the copy is older than 24 hours. */
      stale: boolean;
    }
  | { status: 'not_found' }
  | { status: 'unavailable'; reason: UnavailableReason };

export interface CarrierDescription extends CheckVerdict {
  profile: CarrierProfile;
  ageMs: number;
  stale: boolean;
  risk: RiskScore;
}

/** What speaks to FMCSA (`lookUp`, `getProfile`, `check`, `describe`) is called outside of units of work. */
export interface Carriers {
  lookUp(usdot: number): Promise<LookUp>;
  /** Throws `carrier_not_found` 404 or `fmcsa_unavailable` 503. */
  getProfile(usdot: number): Promise<CarrierProfile>;
  /** Reads anew, checks, stores snapshot and report. Throws as `getProfile` where there is not even a copy. */
  check(usdot: number, declared: Declared, purpose: CheckPurpose): Promise<CheckReport>;
  latestCheck(usdot: number): Promise<CheckReport | null>;
  /** `reportId` comes from one of our own rows; an unknown one is a fault of the program. */
  getReport(reportId: string): Promise<CheckReport>;
  proofOfControlLevel(userId: string, usdot: number): Promise<ControlLevel>;
  explainRisk(profile: CarrierProfile): RiskScore;
  /** Everything at once, for an operator; stores no report. Throws as `getProfile`. */
  describe(usdot: number): Promise<CarrierDescription>;
}

export function createCarriers(
  platform: Platform,
  { audit, identity }: { audit: Audit; identity: Identity },
): Carriers {
  const { clock, config, database } = platform;
  const einHasher = createEinHasher(config.EIN_HASH_SECRET);
  const client = createSource(platform, einHasher);
  const snapshots = createSnapshots(platform, defineSnapshots(database));
  const lookUps = createLookUp(platform, client, snapshots);
  const search = createSearch(platform, client, lookUps);
  const Checks = defineChecks(database);
  const checking = createChecking(platform, { Checks, lookUps, snapshots, einHasher });
  const proofs = createProofs(platform, defineControlProofs(database));

  partWithUser(identity, proofs, clock);
  platform.serve('FMCSA', carrierRoutes(createReading({ lookUps, search, checking, snapshots })));
  platform.serve(
    'FMCSA',
    proofRoutes({
      byCode: createProveByCode(platform, { audit, lookUps, proofs }),
      review: createReviewProof(platform, { audit, lookUps, proofs }),
      status: async (userId, usdot) => viewProof(usdot, await proofs.find(userId, usdot), clock.now()),
    }),
  );

  return {
    async lookUp(usdot) {
      const found = await lookUps.findRecord(usdot);
      if (found.status !== 'found') return found;
      const { record, outdated } = found;
      return { status: 'found', profile: record.profile, ageMs: lookUps.ageOf(found), stale: outdated };
    },
    getProfile: lookUps.getProfile,
    check: checking.check,
    latestCheck: checking.latest,
    getReport: checking.getReport,
    async proofOfControlLevel(userId, usdot) {
      const proof = await proofs.find(userId, usdot);
      return proof?.level ?? 0;
    },
    explainRisk: (profile) => scoreRisk(profile, clock.now(), sourceWords(profile)),
    async describe(usdot) {
      const kept = await lookUps.getRecord(usdot);
      const assessed = await checking.assess(kept, {});
      const { profile } = kept.record;
      return { profile, ageMs: lookUps.ageOf(kept), stale: kept.outdated, ...assessed };
    },
  };
}
