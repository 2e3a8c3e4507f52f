/** The door of the carriers: FMCSA's record of them, checks, risk, and who has proved control of which. */
import type { WaitingSource } from '../../platform/kernel/waiting';
import { DAY_MS } from '../../platform/kernel/clock';
import type { Platform } from '../../platform/platform';
import type { CarrierProfile } from './carrier-profile';
import { carrierRoutes } from './carriers.routes';
import { type CheckPurpose, defineChecks } from './check-report.model';
import type { CheckVerdict, Declared } from './checks/check-terms';
import { createEinHasher } from './ein';
import { createSource } from './fmcsa/source';
import { type ControlLevel, defineControlProofs } from './proof-of-control/proof-of-control.model';
import { createEndProofs } from './proof-of-control/end-proofs';
import { controlShown, type ControlShown, levelNow } from './proof-of-control/proof-of-control.rules';
import { proofRoutes } from './proof-of-control/proof-of-control.routes';
import { createContactHasher } from './proof-of-control/contact-hash';
import { defineContests } from './contests/contest.model';
import { contestRoutes } from './contests/contest.routes';
import { createContests } from './contests/contests';
import { createProofs } from './proof-of-control/proofs';
import { createProveByCode } from './proof-of-control/prove-by-code';
import { createReviewProof } from './proof-of-control/review-proof';
import { daysIn } from '../../platform/paper/days';
import { dueDiligenceRoutes } from './due-diligence/due-diligence.routes';
import { createReadDueDiligence, type ReadDueDiligence } from './due-diligence/read-due-diligence';
import { createFindLinks } from './links/find-links';
import { createLinkHasher } from './links/link-hash';
import { linkRoutes } from './links/links.routes';
import { createLoadFile, type LoadFile } from './links/load-file';
import { createReadLinks } from './links/read-links';
import { adverseLines } from './history.rules';
import { scoreRisk } from './risk/risk.rules';
import type { RiskScore } from './risk/risk-terms';
import { defineSnapshots } from './snapshot.model';
import { sourceWords } from './sources.rules';
import { defineWaivers } from './waivers/waiver.model';
import { waiverRoutes } from './waivers/waiver.routes';
import { createWaivers } from './waivers/waivers';
import { type CheckReport, createChecking } from './use-cases/check-carrier';
import { createSnapshots } from './use-cases/save-snapshot';
import { createLookUp } from './use-cases/look-up';
import { createReadCarrier } from './use-cases/read-carrier';
import { createReadOwnRecords, type OwnRecord } from './use-cases/read-own-records';
import { type CarrierStanding, type Claim, createReadStandings } from './use-cases/read-standings';
import { createSearch } from './use-cases/search';
import {
  type CompanySellers,
  createCompanyParties,
  createCompanySellers,
  type PartiesOf,
} from './company-parties';
import type { CarriersConfig } from './carriers.config';
import type { CarriersContext, CarriersDeps } from './carriers.context';
import { documentDeleted, documentRejected, documentReplaced } from '../documents';
import { documentsOfContests, documentsOfProofs } from './control-documents';
import { registerUserData } from './carriers.user-data';

export { CarrierStanding } from './use-cases/read-standings';
export { type MadeUpCarrier, madeUpCarriers, type SegmentName } from './fmcsa/made-up/made-up-carriers';
export { forwarderAuthorities } from './authority.rules';
export { Usdot, UsdotNumber } from './usdot-number.schema';
export type { CarrierProfile } from './carrier-profile';
export {
  carrierChanged,
  controlClaimedTwice,
  controlContestClosed,
  controlContested,
  proofOfControlChanged,
} from './carriers.events';
export { FMCSA_LIMIT } from './carriers.limits';
export { carrierNotFound, fmcsaUnavailable } from './carriers.problems';
export { selectControllerIds, selectUsdots } from './found-names';
export { companyName, isRespelled } from './names.rules';
export { DueDiligenceQuery, DueDiligenceShape } from './due-diligence/due-diligence.schema';
export { presentDueDiligence } from './due-diligence/due-diligence.view';
export type { DueDiligence } from './due-diligence/read-due-diligence';
export { type LoadProgress, UnreadableFile } from './links/load-file';
export { hardStopsInWords } from './checks/check.rules';
export type { CheckLine } from './checks/check-terms';
export type { RiskScore } from './risk/risk-terms';
export type { OwnRecord } from './use-cases/read-own-records';
export type { CheckReport } from './use-cases/check-carrier';

export interface CarrierDescription extends CheckVerdict {
  profile: CarrierProfile;
  ageMs: number;
  stale: boolean;
  risk: RiskScore;
  /** Revocations, suspensions and out-of-service orders of now and before, in words. */
  adverse: string[];
}

/** What speaks to FMCSA (`getProfile`, `check`, `describe`) is called outside of units of work. */
export interface Carriers extends WaitingSource {
  /** Throws `carrier_not_found` 404 or `fmcsa_unavailable` 503. */
  getProfile(usdot: number): Promise<CarrierProfile>;
  /** Reads anew, checks, stores snapshot and report. Throws as `getProfile` where there is not even a copy. */
  check(usdot: number, declared: Declared, purpose: CheckPurpose, signal?: AbortSignal): Promise<CheckReport>;
  latestCheck(usdot: number): Promise<CheckReport | null>;
  /** The latest that may decide anything: null where admins have waived an order, or taken a waiver back, since. */
  currentCheck(usdot: number): Promise<CheckReport | null>;
  /** The record that a report is about. */
  profileOf(report: CheckReport): Promise<CarrierProfile>;
  /** `reportId` comes from one of our own rows; an unknown one is a fault of the program. */
  getReport(reportId: string): Promise<CheckReport>;
  proofOfControlLevel(userId: string, usdot: number): Promise<ControlLevel>;
  /** The same in words, for whoever thinks of buying the company. */
  controlShown(userId: string, usdot: number): Promise<ControlShown>;
  /** How the carriers of these people stand, for a list. */
  readStandings(claims: Claim[]): Promise<(claim: Claim) => CarrierStanding>;
  /** Of the carriers that these people hold a proof of control of, as last read; asks nobody. */
  readOwnRecords(userIds: readonly string[]): Promise<Map<string, OwnRecord[]>>;
  /** In the unit of a sale: everybody's proof of control of the company ends. */
  endProofs(usdot: number): Promise<void>;
  /** Whether an admin has found, since then, that the company is this person's. */
  wasContestUpheldSince(userId: string, usdot: number, since: number): Promise<boolean>;
  /** An administrator who is one of them decides nothing about the company. */
  tellParties(partiesOf: PartiesOf): void;
  /** Lets the one module that knows it tell whether somebody drafts or lists a company. */
  tellSellers: CompanySellers['tellSellers'];
  explainRisk(profile: CarrierProfile): RiskScore;
  /** All that is known of a carrier; shown by `presentDueDiligence`. Throws as `getProfile`. */
  readDueDiligence: ReadDueDiligence;
  /** Loads an open file of FMCSA into the index of linked carriers. Throws `UnreadableFile`. */
  loadFile: LoadFile;
  /** Everything at once, for an operator; stores no report. Throws as `getProfile`. */
  describe(usdot: number): Promise<CarrierDescription>;
}

export function createCarriers(platform: Platform<CarriersConfig>, deps: CarriersDeps): Carriers {
  const { clock, config, database } = platform;
  const einHasher = createEinHasher(config.EIN_HASH_SECRET);
  const client = createSource(platform, einHasher);
  const snapshots = createSnapshots(platform, defineSnapshots(database));
  const ControlProofs = defineControlProofs(database);
  const proofs = createProofs(platform, ControlProofs);
  const parties = createCompanyParties(proofs);
  const sellers = createCompanySellers();
  const contacts = createContactHasher(config.EIN_HASH_SECRET);
  const endProofs = createEndProofs(platform, { ...deps, proofs, contacts });
  const patienceMs = config.FMCSA_PAGE_WAIT_MS;
  const heard = endProofs.whereContactsChanged;
  const lookUps = createLookUp(platform, { client, snapshots, heard, patienceMs });
  const Contests = defineContests(database);
  const contests = createContests(platform, {
    ...{ ...deps, proofs, parties, endProofs, lookUps, snapshots },
    Contests,
  });
  deps.documents.register('proof', documentsOfProofs(ControlProofs));
  deps.documents.register('contest', documentsOfContests(Contests));
  const waivers = createWaivers(platform, {
    ...{ ...deps, parties, lookUps, snapshots },
    Waivers: defineWaivers(database),
  });
  const Checks = defineChecks(database);
  const linkHasher = createLinkHasher(config.EIN_HASH_SECRET);
  const findLinks = createFindLinks(platform, linkHasher);
  const context: CarriersContext = {
    ...deps,
    platform,
    snapshots,
    lookUps,
    search: createSearch(platform, client, lookUps, patienceMs),
    findLinks,
    checking: createChecking(platform, { Checks, lookUps, snapshots, waivers, findLinks, einHasher }),
    ...{ proofs, parties, sellers, contacts, endProofs, contests, waivers },
  };
  const { checking } = context;

  registerUserData(context);
  platform.serve('FMCSA', carrierRoutes(createReadCarrier(context), clock));
  const useCases = {
    byCode: createProveByCode(context),
    review: createReviewProof(context),
    find: proofs.find,
  };
  const readDueDiligence = createReadDueDiligence(context);
  platform.serve('FMCSA', dueDiligenceRoutes(readDueDiligence, daysIn(config.PAPER_TIME_ZONE)));
  platform.serve('FMCSA', linkRoutes(createReadLinks(context)));
  platform.serve('FMCSA', proofRoutes(useCases, clock));
  platform.serve('FMCSA', contestRoutes(contests));
  platform.serve('FMCSA', waiverRoutes(waivers, clock));
  const { events } = platform;
  for (const fell of [documentRejected, documentDeleted])
    events.on(fell, 'carriers', { runs: 'unit' }, ({ ownerId, documentId }) =>
      endProofs.wherePapersFell(ownerId, [documentId]),
    );
  events.on(documentReplaced, 'carriers', { runs: 'unit' }, ({ ownerId, formerIds }) =>
    endProofs.wherePapersFell(ownerId, formerIds),
  );
  platform.scheduler.every('carriers.end_lapsed_proofs', DAY_MS, endProofs.lapsed);

  return {
    getProfile: lookUps.getProfile,
    check: checking.check,
    latestCheck: checking.latest,
    currentCheck: checking.current,
    profileOf: checking.profileOf,
    getReport: checking.getReport,
    async proofOfControlLevel(userId, usdot) {
      const proof = await proofs.find(userId, usdot);
      return proof ? levelNow(proof, clock.now()) : 0;
    },
    controlShown: async (userId, usdot) => controlShown(await proofs.find(userId, usdot), clock.now()),
    listWaiting: async () => [...(await proofs.listWaiting()), ...(await contests.listWaiting())],
    endProofs: endProofs.atSale,
    wasContestUpheldSince: contests.wasUpheldSince,
    tellParties: parties.tellParties,
    tellSellers: sellers.tellSellers,
    readOwnRecords: createReadOwnRecords(context),
    readStandings: createReadStandings(context),
    readDueDiligence,
    loadFile: createLoadFile(platform, linkHasher),
    explainRisk: (profile) => scoreRisk(profile, clock.now(), sourceWords(profile)),
    async describe(usdot) {
      const kept = await lookUps.getRecord(usdot);
      const assessed = await checking.assess(kept, {});
      const { profile } = kept.record;
      const filed = (await findLinks.filedAgainst([usdot])).get(usdot);
      const adverse = adverseLines(profile, filed);
      return { profile, ageMs: lookUps.ageOf(kept), stale: kept.outdated, adverse, ...assessed };
    },
  };
}
