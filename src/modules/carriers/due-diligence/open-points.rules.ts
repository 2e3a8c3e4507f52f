/** What to put right first before a company is sold, from the lines of its checks and its risk score. */
import type { CheckVerdict } from '../checks/check-terms';
import type { RiskScore } from '../risk/risk-terms';

/** STOPS: forbids a sale. FAILED: a check failed. OPEN: not answered, and could stop it. ASK: worth a question. POINTS: costs points. */
export const WEIGHTS = ['STOPS', 'FAILED', 'OPEN', 'ASK', 'POINTS'] as const;
export type Weight = (typeof WEIGHTS)[number];

export interface OpenPoint {
  /** Of the check or the rule. */
  id: string;
  weight: Weight;
  title: string;
  shows: string | null;
  rule: string;
  source: string;
  /** Of the risk score; null for a check. */
  points: number | null;
}

function weightOf({ verdict, hardStop }: CheckVerdict['checks'][number]): Weight | null {
  if (verdict === 'FAIL') return hardStop ? 'STOPS' : 'FAILED';
  if (verdict === 'UNKNOWN') return hardStop ? 'OPEN' : null;
  return verdict === 'WARN' ? 'ASK' : null;
}

const TITLES: Record<string, string> = {
  AUTHORITY: 'Authority',
  INSURANCE: 'Insurance',
  SAFETY: 'Safety',
  IDENTITY: 'Record',
  LEGAL: 'Legal',
};

/** The gravest first; of those that cost points the dearest first. Not known costs points too, and can be put right by nobody. */
export function openPoints({ checks }: CheckVerdict, { rules }: RiskScore): OpenPoint[] {
  const ofChecks = checks.flatMap((line): OpenPoint[] => {
    const weight = weightOf(line);
    const { id, title, value, rule, source } = line;
    return weight === null ? [] : [{ id, weight, title, shows: value, rule, source, points: null }];
  });
  const ofRules = rules
    .filter(({ known, points }) => known && points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ id, group, value, rule, source, points }): OpenPoint => {
      return { id, weight: 'POINTS', title: TITLES[group] ?? group, shows: value, rule, source, points };
    });
  return [...ofChecks, ...ofRules].sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}
