/** The risk score of a carrier, 0 (best) to 100, explained rule by rule. */
import { isPrivateFleet, mayTradeForHire } from '../authority.rules';
import type { CarrierProfile } from '../carrier-profile';
import type { Links } from '../links/links.rules';
import { AUTHORITY_RULES } from './authority.rules';
import { IDENTITY_RULES } from './identity.rules';
import { INSURANCE_RULES } from './insurance.rules';
import { LEGAL_RULES } from './legal.rules';
import {
  GROUP_CAPS,
  RISK_GROUPS,
  type RiskBand,
  type RiskLine,
  type RiskRule,
  type RiskScore,
} from './risk-terms';
import { SAFETY_RULES } from './safety.rules';

export const RISK_RULES: RiskRule[] = [
  ...AUTHORITY_RULES,
  ...INSURANCE_RULES,
  ...SAFETY_RULES,
  ...IDENTITY_RULES,
  ...LEGAL_RULES,
];

const BANDS: [below: number, band: RiskBand][] = [
  [20, 'LOW'],
  [40, 'MODERATE'],
  [60, 'ELEVATED'],
];

export const bandOf = (score: number): RiskBand => BANDS.find(([below]) => score < below)?.[1] ?? 'HIGH';

/** Without authority to trade under there is nothing of it to sell, however clean the rest: a private fleet, a revoked carrier. */
function bandFor(score: number, profile: CarrierProfile): RiskBand {
  const band = bandOf(score);
  const may = mayTradeForHire(profile);
  const mild = band === 'LOW' || band === 'MODERATE';
  const nothingToSell = may === false || (may === null && isPrivateFleet(profile));
  return mild && nothingToSell ? 'ELEVATED' : band;
}

/** `links`: with other carriers, null where no open file is loaded. `sourceOf` words where a part of the record comes from; `now` is what ages are counted to. */
export function scoreRisk(
  profile: CarrierProfile,
  now: number,
  sourceOf: (part: string) => string,
  links: Links | null = null,
): RiskScore {
  const rules = RISK_RULES.map(({ id, group, max, rule, part, assess }): RiskLine => {
    const found = assess(profile, now, links);
    return {
      id,
      group,
      points: found ? found.points : max / 2,
      max,
      value: found ? `FMCSA record shows ${found.shows}` : null,
      rule,
      source: sourceOf(found?.part ?? part),
      known: found !== null,
    };
  });
  const groups = RISK_GROUPS.map((group) => {
    const points = sum(rules.filter((line) => line.group === group).map((line) => line.points));
    return { group, points, cap: GROUP_CAPS[group] };
  });
  const score = Math.round(sum(groups.map(({ points, cap }) => Math.min(points, cap))));
  const unknown = sum(rules.filter(({ known }) => !known).map(({ max }) => max));
  const confidence = Math.round(100 - (unknown * 100) / sum(rules.map(({ max }) => max)));
  return { score, band: bandFor(score, profile), confidence, groups, rules };
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
