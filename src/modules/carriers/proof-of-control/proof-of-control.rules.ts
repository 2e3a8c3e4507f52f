/** When a code may be sent, what a code is worth, and what an administrator may record. */
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../platform/kernel/clock';
import type { ControlLevel, ControlProof } from './proof-of-control.model';

export const CODE_VALIDITY_MS = 30 * MINUTE_MS;
export const CODE_TRIES = 5;
export const RESEND_AFTER_MS = 60 * SECOND_MS;
const SENDS_PER_DAY = 5;
/**
 * Who asks: somebody of whom nothing ties them to the carrier; who drafted or listed it; who has proved it before, or reads
 * the mailbox of the federal record as their own.
 */
export type Asker = 'STRANGER' | 'LISTS_IT' | 'PROVED_IT';
/**
 * Over all people: the mailbox belongs to a carrier that may never have heard of us. Each gets codes while fewer than this
 * were sent, so that those who have less to show use up nothing of what is kept for the others.
 */
const CARRIER_SENDS_PER_DAY: Record<Asker, number> = { STRANGER: 5, LISTS_IT: 7, PROVED_IT: 10 };
/** The mailbox of many carriers gets no more for all of them, each counted apart. */
export const MAILBOX_CODES_PER_DAY = CARRIER_SENDS_PER_DAY;

export type Row = Pick<
  ControlProof,
  | 'level'
  | 'levelSince'
  | 'codeHash'
  | 'codeSentAt'
  | 'codeExpiresAt'
  | 'codeTriesLeft'
  | 'sends'
  | 'sendsSince'
  | 'revokedAt'
  | 'reviewState'
>;

const BY_NOTE = 'The note of an administrator of MC Exchange, with nothing on record beside it';

/** What a level rests on, in words for whoever may know of it. */
export function shownBy(
  { papers, liveSession }: Pick<ControlProof, 'papers' | 'liveSession'>,
  level: ControlLevel,
): string | null {
  switch (level) {
    case 0:
      return null;
    case 1:
      return 'A code that was sent to the contact in the federal record';
    case 2:
      return (papers ?? []).length > 0 ? 'Papers that an administrator of MC Exchange verified' : BY_NOTE;
    case 3:
      return liveSession
        ? 'A live session with an administrator of MC Exchange, which was recorded'
        : BY_NOTE;
  }
}

/** What whoever thinks of buying the company is told of a proof. */
export interface ControlShown {
  level: ControlLevel;
  shownBy: string | null;
  since: number | null;
}

export const controlShown = (
  row: Pick<ControlProof, 'level' | 'levelSince' | 'papers' | 'liveSession'> | null,
  now: number,
): ControlShown => {
  const level = row ? levelNow(row, now) : 0;
  return {
    level,
    shownBy: row && shownBy(row, level),
    since: level === 0 ? null : (row?.levelSince ?? null),
  };
};

/** What each level takes, in a sentence to whoever wants it. */
const NEEDED: Record<1 | 2 | 3, string> = {
  1: 'Confirm the code that we send to the contact in the federal record.',
  2: 'Hand in papers that show control, such as the state registration, the EIN letter and an identity paper. An administrator verifies each of them.',
  3: 'Meet an administrator in a live session with an identity paper at hand. The session is recorded.',
};

/** Of the levels above this one, the next one first. After a revocation a code brings nothing back. */
export const neededFor = (
  row: Pick<ControlProof, 'level' | 'levelSince' | 'revokedAt'> | null,
  now: number,
): { level: 1 | 2 | 3; what: string }[] =>
  ([1, 2, 3] as const)
    .filter(
      (level) =>
        level > (row ? levelNow(row, now) : 0) && !(level === 1 && (row?.revokedAt ?? null) !== null),
    )
    .map((level) => ({ level, what: NEEDED[level] }));

/** So old a session may be when it is recorded. */
const SESSION_AGE_MS = 30 * DAY_MS;
/** And not from before the proof last ended: what it showed was not true any more then. */
export const isInTime = (heldAt: number, now: number, endedAt: number | null): boolean =>
  heldAt <= now && now - heldAt <= SESSION_AGE_MS && (endedAt === null || heldAt > endedAt);

/** By which a recording is found again: a word or a letter over and over finds nothing. */
const REFERENCE_LENGTH = 10;
export function isReference(text: string): boolean {
  const dense = text.replaceAll(/\s/g, '');
  return text.trim().length >= REFERENCE_LENGTH && new Set(dense).size > 1;
}

/** The documents that its level rests on. */
export const restsOn = ({ papers, liveSession }: Pick<ControlProof, 'papers' | 'liveSession'>): string[] =>
  [
    ...(papers ?? []).map(({ id }) => id),
    liveSession?.identityPaper.documentId,
    liveSession?.recording.documentId,
  ].filter((id) => typeof id === 'string');

/** A proof says nothing of who controls a carrier a year later. */
export const PROOF_LIFE_MS = 365 * DAY_MS;

/** The level that a proof has today. */
export const levelNow = (
  { level, levelSince }: Pick<ControlProof, 'level' | 'levelSince'>,
  now: number,
): ControlLevel => (levelSince !== null && now - levelSince >= PROOF_LIFE_MS ? 0 : level);

/** What its level rests on: nothing any more once it has run out, also before the sweep has met it. */
export const heldBy = (
  row: Pick<ControlProof, 'level' | 'levelSince' | 'evidence' | 'papers' | 'liveSession'>,
  now: number,
): Pick<ControlProof, 'evidence' | 'papers' | 'liveSession'> =>
  levelNow(row, now) === 0 ? { evidence: null, papers: null, liveSession: null } : row;

/** So long before its end a proof can be renewed. */
const RENEWAL_MS = 30 * DAY_MS;

const isRenewable = ({ levelSince }: Pick<ControlProof, 'levelSince'>, now: number): boolean =>
  levelSince !== null && now - levelSince >= PROOF_LIFE_MS - RENEWAL_MS;

/** When it ends if nothing else ends it; null where there is none. */
export const endOf = (row: Pick<ControlProof, 'level' | 'levelSince'>, now: number): number | null =>
  row.levelSince === null || levelNow(row, now) === 0 ? null : row.levelSince + PROOF_LIFE_MS;

export type SendRefusal =
  | { because: 'revoked' }
  | { because: 'already_proved' }
  | { because: 'too_soon' | 'carrier_had_enough'; retryAfterMs: number };

/** Codes sent within a day to a carrier, whoever asked, and when the first of them counts no more. */
export interface CarrierSends {
  total: number;
  until: number | null;
}

/** Sends of the day that began with the first of them. */
export const sendsToday = ({ sends, sendsSince }: Pick<Row, 'sends' | 'sendsSince'>, now: number): number =>
  sendsSince === null || now - sendsSince >= DAY_MS ? 0 : sends;

export const resendAt = ({ codeSentAt }: Pick<Row, 'codeSentAt'>): number | null =>
  codeSentAt === null ? null : codeSentAt + RESEND_AFTER_MS;

export function refuseSending(
  row: Row,
  asker: Asker,
  carrier: CarrierSends,
  now: number,
): SendRefusal | null {
  if (row.revokedAt !== null) return { because: 'revoked' };
  const level = levelNow(row, now);
  if (level > 1 || (level === 1 && !isRenewable(row, now))) return { because: 'already_proved' };
  const free = resendAt(row);
  if (free !== null && now < free) return { because: 'too_soon', retryAfterMs: free - now };
  if (sendsToday(row, now) >= SENDS_PER_DAY) {
    return { because: 'too_soon', retryAfterMs: (row.sendsSince ?? now) + DAY_MS - now };
  }
  if (carrier.total >= CARRIER_SENDS_PER_DAY[asker]) {
    return { because: 'carrier_had_enough', retryAfterMs: (carrier.until ?? now + DAY_MS) - now };
  }
  return null;
}

export type CodeVerdict = 'RIGHT' | 'WRONG' | 'NONE';

/** NONE: no code is under way, or the one that was has expired or used up its tries. */
export function judgeCode(
  row: Row,
  givenHash: string,
  equal: (a: string, b: string) => boolean,
  now: number,
): CodeVerdict {
  const { codeHash, codeExpiresAt, codeTriesLeft } = row;
  if (codeHash === null || codeExpiresAt === null || now >= codeExpiresAt || codeTriesLeft <= 0)
    return 'NONE';
  return equal(codeHash, givenHash) ? 'RIGHT' : 'WRONG';
}

/** An administrator only ever raises or renews a level; to lower it they revoke and say why. */
export const mayRecord = (row: Pick<Row, 'level' | 'levelSince'>, level: 2 | 3, now: number): boolean =>
  levelNow(row, now) < level || (levelNow(row, now) === level && isRenewable(row, now));

/** `dispatch@prairie-lantern.example.com` → `d***@p***.com`. */
export function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***.${domain.split('.').at(-1) ?? ''}`;
}
