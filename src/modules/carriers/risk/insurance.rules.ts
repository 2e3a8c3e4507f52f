/** What the score asks of insurance and bond on file. */
import { isIntermediary, needsSecurity, standingOf } from '../authority.rules';
import type { Authority, CarrierProfile, Coverage } from '../carrier-profile';
import { wholeDollars } from '../figures.rules';
import {
  BROKER_SECURITY_DOLLARS,
  cancellationWords,
  pendingCancellations,
  stoppingCancellation,
} from '../history.rules';
import { at, none, type RiskFinding, type RiskRule } from './risk-terms';

/** Brokers and shippers ask for this much, whatever the law requires. */
const CUSTOMARY_LIABILITY_DOLLARS = 1_000_000;

const NO_CARRIER = 'a broker or freight forwarder, of which liability insurance is not asked';

export const INSURANCE_RULES: RiskRule[] = [
  {
    id: 'insurance.liability',
    group: 'INSURANCE',
    max: 10,
    rule: 'Liability insurance on file below what is required, or about to be canceled with no other in its place, 10.',
    part: 'carrier',
    assess(profile, now) {
      const { liability } = profile.insurance;
      if (liability.required !== true && isIntermediary(profile)) return none(NO_CARRIER);
      return (
        ending(profile, 'LIABILITY', 10, now) ??
        shortfall(liability, liability.requiredDollars, 10, 'liability')
      );
    },
  },
  {
    id: 'insurance.customary',
    group: 'INSURANCE',
    max: 3,
    rule: `Liability insurance below the ${wholeDollars(CUSTOMARY_LIABILITY_DOLLARS)} that brokers ask for 3.`,
    part: 'carrier',
    assess(profile) {
      const { liability } = profile.insurance;
      if (isIntermediary(profile)) return none(NO_CARRIER);
      if (liability.required === false) return none('that liability insurance is not required');
      if (liability.onFileDollars === null) return null;
      const low = liability.onFileDollars < CUSTOMARY_LIABILITY_DOLLARS;
      return at(low ? 3 : 0, `${wholeDollars(liability.onFileDollars)} of liability insurance on file`);
    },
  },
  {
    id: 'insurance.bond',
    group: 'INSURANCE',
    max: 3,
    rule: `A broker or freight forwarder without a bond or trust of ${wholeDollars(BROKER_SECURITY_DOLLARS)} on file, or with one about to be canceled, 3 (49 CFR 387.307).`,
    part: 'carrier',
    assess(profile, now) {
      const { broker, forwarder } = standingOf(profile);
      if (!needsSecurity(profile)) {
        return broker === null || forwarder === null
          ? null
          : none('no active authority as a broker or forwarder');
      }
      const { bond } = profile.insurance;
      return (
        ending(profile, 'SECURITY', 3, now) ??
        shortfall({ ...bond, required: true }, BROKER_SECURITY_DOLLARS, 3, 'bond')
      );
    },
  },
  {
    id: 'insurance.cargo',
    group: 'INSURANCE',
    max: 2,
    rule: 'A mover of household goods without cargo insurance on file 2 (49 CFR 387.303).',
    part: 'carrier',
    assess({ insurance: { cargo }, authorities }) {
      const required = cargo.required ?? movesHouseholdGoods(authorities);
      if (required === false) return none('that cargo insurance is not required');
      if (cargo.onFileDollars === null) return null;
      if (cargo.onFileDollars > 0) {
        return none(`${wholeDollars(cargo.onFileDollars)} of cargo insurance on file`);
      }
      return required === null ? null : at(2, 'no cargo insurance on file, though required');
    },
  },
];

/** Points if what is on file is about to be gone. */
function ending(
  profile: CarrierProfile,
  cover: 'LIABILITY' | 'SECURITY',
  points: number,
  now: number,
): RiskFinding | null {
  const pending = pendingCancellations(profile, now)?.filter((each) => each.cover === cover);
  const soon = pending && stoppingCancellation(pending);
  return soon ? { ...at(points, cancellationWords(soon)), part: 'insurance-history' } : null;
}

/** Points if what is on file does not reach `neededDollars`; whether it is needed at all may be unknown. */
function shortfall(
  { onFileDollars, required }: Coverage,
  neededDollars: number | null,
  points: number,
  kind: string,
): RiskFinding | null {
  if (required === false) return none(`that ${kind} insurance is not required`);
  if (onFileDollars === null || neededDollars === null) return null;
  const shows = `${wholeDollars(onFileDollars)} of ${kind} on file, ${wholeDollars(neededDollars)} required`;
  if (onFileDollars >= neededDollars) return none(shows);
  return required === null ? null : at(points, shows);
}

/** Null: not known of one docket, and no other says that it does. */
function movesHouseholdGoods(authorities: Authority[] | null): boolean | null {
  const each = authorities?.map(({ householdGoods }) => householdGoods) ?? [null];
  return each.includes(true) ? true : each.includes(null) ? null : false;
}
