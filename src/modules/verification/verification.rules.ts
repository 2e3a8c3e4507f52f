/** What a verified fact says to whom, how long it holds, and what stands in the way of verifying it. */
import { DAY_MS } from '../../platform/kernel/clock';
import { dollars } from '../../platform/kernel/money';
import { type Refusal, refusal } from '../../platform/kernel/refusal';
import type { Fact } from './facts';
import type { CarrierFindings, Claim, State } from './verification.model';

/** Before it ends, the person is told. */
export const REMINDER_MS = 14 * DAY_MS;

export interface Validity {
  IDENTITY_VALID_DAYS: number;
  COMPANY_VALID_DAYS: number;
  FUNDS_VALID_DAYS: number;
}

/** When papers are deleted: those of an identity, where there are any, here or at Stripe. */
export const endOfPapers = (
  {
    fact,
    documentIds,
    sessionId,
  }: { fact: Fact; documentIds: readonly string[]; sessionId?: string | null | undefined },
  decidedAt: number,
  { IDENTITY_PAPERS_DAYS }: { IDENTITY_PAPERS_DAYS: number },
): number | null =>
  fact === 'IDENTITY' && (documentIds.length > 0 || sessionId)
    ? decidedAt + IDENTITY_PAPERS_DAYS * DAY_MS
    : null;

/** Stripe asks for a fee each time: so many checks of one person in a week. */
export const CHECKS_A_WEEK = 5;
export const WEEK_MS = 7 * DAY_MS;
/** A check that nobody ends is over then. */
export const CHECK_LIFE_MS = 7 * DAY_MS;
/** Before it is over, the person is told. */
export const CHECK_REMINDER_MS = 2 * DAY_MS;

export const isOpen = (state: State): boolean => state === 'STARTED' || state === 'PENDING';

const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** A proof of funds ages from the day of its paper, not from the day on which somebody looked at it. */
export function endOfValidity(claim: Claim, verifiedAt: number, days: Validity): number {
  if (claim.fact === 'FUNDS') return startOfDay(claim.datedOn) + days.FUNDS_VALID_DAYS * DAY_MS;
  return verifiedAt + days[`${claim.fact}_VALID_DAYS`] * DAY_MS;
}

export function refuseClaim(claim: Claim, now: number, days: Validity): Refusal<'paper_not_current'> | null {
  if (claim.fact !== 'FUNDS') return null;
  const field = (message: string) => ({
    ...refusal('paper_not_current' as const, message),
    fields: [{ field: 'datedOn', message }],
  });
  // A day is over later in the west of the country than in UTC, and begins earlier in the east of the world.
  if (startOfDay(claim.datedOn) > now + DAY_MS) return field('The paper is dated in the future.');
  return endOfValidity(claim, now, days) > now
    ? null
    : field(`The paper is older than ${days.FUNDS_VALID_DAYS} days. Send a later one.`);
}

const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
const day = (instant: number): string => DAY.format(instant);

/** In thousands of dollars: as prices of listings are banded. */
const EDGES = [5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000];
const CENTS_IN_THOUSAND = 100_000;

/** `between $300,000 and $500,000` */
export function fundsBand(amountCents: number): string {
  const wholeDollars = (thousands: number) => dollars(thousands * CENTS_IN_THOUSAND).replace(/\.00$/, '');
  const above = EDGES.findIndex((edge) => amountCents < edge * CENTS_IN_THOUSAND);
  const [from, below] = [EDGES.at(above - 1), EDGES[above]];
  if (above === 0) return `below ${wholeDollars(EDGES[0] ?? 0)}`;
  if (from === undefined || below === undefined || above === -1)
    return `of ${wholeDollars(EDGES.at(-1) ?? 0)} or more`;
  return `between ${wholeDollars(from)} and ${wholeDollars(below)}`;
}

export interface VerifiedFacts {
  claim: Claim;
  carrierFindings: CarrierFindings | null;
  verifiedAt: number;
  validUntil: number | null;
}

/** The exact sum and the company are for whoever deals with the person; for others there are bands and no names. */
export function sayVerified(
  { claim, carrierFindings, verifiedAt, validUntil }: VerifiedFacts,
  seenBy: 'ANYBODY' | 'COUNTERPART',
): string {
  const until = validUntil === null ? '' : `, valid until ${day(validUntil)}`;
  const on = `${day(verifiedAt)}${until}`;
  if (claim.fact === 'IDENTITY') return `Identity checked ${on}`;
  if (claim.fact === 'FUNDS') {
    const funds =
      seenBy === 'COUNTERPART'
        ? `of at least ${dollars(claim.amountCents).replace(/\.00$/, '')}`
        : fundsBand(claim.amountCents);
    return `Funds ${funds} seen ${on}`;
  }
  if (seenBy === 'ANYBODY') return `Authority to sign for a company checked ${on}`;
  const signs = `Signs for ${claim.companyName} as ${claim.role}, checked ${on}`;
  const record = carrierFindings && sayFindings(carrierFindings);
  return record ? `${signs}. ${record}` : signs;
}

/** What the record shows, never what it means. */
export function sayFindings({ usdot, shows, readAt }: CarrierFindings): string {
  const record = `FMCSA record of USDOT ${usdot}`;
  if (shows === null) return `${record} could not be read on ${day(readAt)}`;
  return shows.length === 0
    ? `${record} showed nothing against it on ${day(readAt)}`
    : `${record} shows (${day(readAt)}): ${shows.join('; ')}`;
}

export const WHERE_TO: Record<Fact, string> = {
  IDENTITY: 'POST /verification/identity',
  FUNDS: 'POST /verification/funds',
  COMPANY: 'POST /verification/company',
};

export const WHAT: Record<Fact, string> = {
  IDENTITY: 'your identity',
  FUNDS: 'your funds',
  COMPANY: 'your company and your authority to sign for it',
};
