/** The words of the risk score: its groups, its bands, and what one rule says. */
import type { CarrierProfile } from '../carrier-profile';

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

export interface RiskLine {
  id: string;
  group: RiskGroup;
  /** Half of `max` where the input is not known. */
  points: number;
  max: number;
  /** "FMCSA record shows …"; null where it shows nothing. */
  value: string | null;
  rule: string;
  source: string;
  known: boolean;
}

export interface RiskScore {
  score: number;
  band: RiskBand;
  /** 0 to 100: the share of the points that rests on something known. */
  confidence: number;
  groups: { group: RiskGroup; points: number; cap: number }[];
  rules: RiskLine[];
}

export interface RiskFinding {
  points: number;
  /** Completes "FMCSA record shows …". */
  shows: string;
}

export interface RiskRule {
  id: string;
  group: RiskGroup;
  max: number;
  rule: string;
  part: string;
  /** Null: not known. */
  assess(profile: CarrierProfile, now: number): RiskFinding | null;
}

export const none = (shows: string): RiskFinding => ({ points: 0, shows });
export const at = (points: number, shows: string): RiskFinding => ({ points, shows });
