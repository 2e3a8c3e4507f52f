/** What the score asks of insurance and bond on file. */
import { standingOf } from '../authority.rules';
import type { Authority, Coverage } from '../carrier-profile';
import { wholeDollars } from '../figures.rules';
import { at, none, type RiskFinding, type RiskRule } from './risk-terms';

/** Brokers and shippers ask for this much, whatever the law requires. */
const CUSTOMARY_LIABILITY_DOLLARS = 1_000_000;
/** Security of a broker (49 CFR 387.307). */
const BROKER_BOND_DOLLARS = 75_000;

export const INSURANCE_RULES: RiskRule[] = [
  {
    id: 'insurance.liability',
    group: 'INSURANCE',
    max: 10,
    rule: 'Liability insurance on file below what is required 10.',
    part: 'carrier',
    assess: ({ insurance: { liability } }) =>
      shortfall(liability, liability.requiredDollars, 10, 'liability'),
  },
  {
    id: 'insurance.customary',
    group: 'INSURANCE',
    max: 3,
    rule: `Liability insurance below the ${wholeDollars(CUSTOMARY_LIABILITY_DOLLARS)} that brokers ask for 3.`,
    part: 'carrier',
    assess({ insurance: { liability } }) {
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
    rule: `A broker without a bond or trust of ${wholeDollars(BROKER_BOND_DOLLARS)} on file 3 (49 CFR 387.307).`,
    part: 'carrier',
    assess(profile) {
      const { broker } = standingOf(profile);
      if (broker === null) return null;
      if (broker !== 'ACTIVE') return none('no active broker authority');
      return shortfall({ ...profile.insurance.bond, required: true }, BROKER_BOND_DOLLARS, 3, 'bond');
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
