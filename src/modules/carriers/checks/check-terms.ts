/** The words of a carrier check: its verdicts, its hard stops, and what one check says. */
import { z } from 'zod';
import type { CarrierProfile } from '../carrier-profile';
import type { Change } from '../difference.rules';
import type { WaiverFacts } from '../waivers/waiver.rules';

export const VERDICTS = ['PASS', 'FAIL', 'WARN', 'UNKNOWN'] as const;
export type Verdict = (typeof VERDICTS)[number];
export const OUTCOMES = ['PASS', 'FAIL', 'UNKNOWN'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const CheckLine = z.strictObject({
  id: z.string(),
  title: z.string(),
  verdict: z.enum(VERDICTS),
  /** What the record shows, in words; null where it shows nothing. */
  value: z.string().nullable(),
  /** The rule that was applied, with its source in law where it has one. */
  rule: z.string(),
  /** Where the value comes from. */
  source: z.string(),
  /** Whether a FAIL stops a listing, an acceptance or a release by itself. */
  hardStop: z.boolean(),
});
export type CheckLine = z.output<typeof CheckLine>;

export const CheckVerdict = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** The ids of the failed checks that are hard stops. */
  hardStops: z.array(z.string()),
  checks: z.array(CheckLine),
});
export type CheckVerdict = z.output<typeof CheckVerdict>;

/** What the seller says of the company; what is left out is not checked. */
export interface Declared {
  legalName?: string | undefined;
  /** `MC123456`. */
  docketNumber?: string | undefined;
  ein?: string | undefined;
}

export interface CheckInput {
  profile: CarrierProfile;
  declared: Declared;
  /** Whether the declared EIN is that of the record; null: cannot be compared. */
  einMatches: boolean | null;
  /** Since the reading that the check before this one used; null: there was none. */
  changes: Change[] | null;
  /** FMCSA could not be asked anew: a copy may show what is wrong, but proves nothing right. */
  outdated: boolean;
  /** What an admin has recorded of an out-of-service order. */
  waiver: WaiverFacts | null;
  now: number;
}

export interface Found {
  verdict: Verdict;
  value: string | null;
  /** False: where the source is not connected, what it does not tell stops nothing. */
  stops?: false;
}

export interface CheckRule extends Omit<CheckLine, 'verdict' | 'value' | 'source'> {
  /** Which part of the record it reads. */
  part: string;
  /** Null: does not apply to this carrier or to what was declared. */
  find(input: CheckInput): Found | null;
}
