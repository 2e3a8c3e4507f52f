/** The words of the risk score: its groups, its bands, and what one rule says. */
import { z } from 'zod';
import type { CarrierProfile } from '../carrier-profile';
import type { Links } from '../links/links.rules';

export const RISK_GROUPS = ['AUTHORITY', 'INSURANCE', 'SAFETY', 'IDENTITY', 'LEGAL'] as const;
export type RiskGroup = (typeof RISK_GROUPS)[number];

/** The most that each group can add; together 100. */
export const GROUP_CAPS: Record<RiskGroup, number> = {
  AUTHORITY: 22,
  INSURANCE: 18,
  SAFETY: 25,
  IDENTITY: 22,
  LEGAL: 13,
};

export const RISK_BANDS = ['LOW', 'MODERATE', 'ELEVATED', 'HIGH'] as const;
export type RiskBand = (typeof RISK_BANDS)[number];

export const RiskLine = z.strictObject({
  id: z.string(),
  group: z.enum(RISK_GROUPS),
  /** Half of `max` where the input is not known. */
  points: z.number(),
  max: z.number(),
  /** "FMCSA record shows …"; null where it shows nothing. */
  value: z.string().nullable(),
  rule: z.string(),
  source: z.string(),
  known: z.boolean(),
});
export type RiskLine = z.output<typeof RiskLine>;

export const RiskScore = z.strictObject({
  score: z.number(),
  band: z.enum(RISK_BANDS),
  /** 0 to 100: the share of the points that rests on something known. */
  confidence: z.number(),
  groups: z.array(z.strictObject({ group: z.enum(RISK_GROUPS), points: z.number(), cap: z.number() })),
  rules: z.array(RiskLine),
});
export type RiskScore = z.output<typeof RiskScore>;

export interface RiskFinding {
  points: number;
  /** Completes "FMCSA record shows …". */
  shows: string;
  /** Where another part than that of the rule has shown it. */
  part?: string;
}

export interface RiskRule {
  id: string;
  group: RiskGroup;
  max: number;
  rule: string;
  part: string;
  /** Null: not known. */
  assess(profile: CarrierProfile, now: number, links: Links | null): RiskFinding | null;
}

export const none = (shows: string): RiskFinding => ({ points: 0, shows });
export const at = (points: number, shows: string): RiskFinding => ({ points, shows });
