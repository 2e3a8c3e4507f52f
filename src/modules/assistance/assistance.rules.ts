/** What may be done with something prepared, and with a telephone answer, and when. */
import { DAY_MS, HOUR_MS, iso } from '../../platform/kernel/clock';
import { inWords } from '../../platform/kernel/in-words';
import { dollars } from '../../platform/kernel/money';
import { type Refusal, refusal } from '../../platform/kernel/refusal';

export const PREPARED_KINDS = ['LISTING', 'OFFER'] as const;
export type PreparedKind = (typeof PREPARED_KINDS)[number];

export const PREPARED_STATUSES = ['WAITING', 'CONFIRMED', 'DECLINED', 'EXPIRED', 'WITHDRAWN'] as const;
export type PreparedStatus = (typeof PREPARED_STATUSES)[number];

export const ANSWER_KINDS = ['AGREE_EXTENSION', 'SETTLE_ITEM', 'REJECT_OFFER'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

export const ANSWER_STATUSES = ['STANDING', 'TAKEN', 'UNDONE', 'NOT_TAKEN'] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];

/** Who rang whom. */
export const CALLERS = ['US', 'THEM'] as const;

/** How long an invitation stands. */
export const PREPARED_LIFE_MS = 7 * DAY_MS;

/** In these hours the person can undo what was recorded. */
export const UNDO_MS = 6 * HOUR_MS;

/** A conversation is written down on the day on which it was held. */
export const HEARD_WITHIN_MS = DAY_MS;

export type AssistanceRefusal =
  'prepared_not_waiting' | 'fee_changed' | 'answer_not_standing' | 'answer_too_late' | 'not_heard_lately';

interface Waiting {
  status: PreparedStatus;
  expiresAt: number;
}

export function refuseEnd({ status, expiresAt }: Waiting, now: number): Refusal<AssistanceRefusal> | null {
  if (status !== 'WAITING') return refusal('prepared_not_waiting', `It is ${inWords(status)} already.`);
  return expiresAt <= now ? refusal('prepared_not_waiting', 'Its time has run out.') : null;
}

/** The fee that was read is the fee that is asked. */
export function refuseFee(read: number | null, asked: number | null): Refusal<AssistanceRefusal> | null {
  if (read === asked) return null;
  return refusal('fee_changed', `The fee is ${asked === null ? 'not known yet' : dollars(asked)} now.`);
}

export function refuseUndo(
  { status, takesEffectAt }: { status: AnswerStatus; takesEffectAt: number },
  now: number,
): Refusal<AssistanceRefusal> | null {
  if (status !== 'STANDING') return refusal('answer_not_standing', `It is ${inWords(status)} already.`);
  return takesEffectAt <= now ? refusal('answer_not_standing', 'The hours to undo it are over.') : null;
}

/** Silence would speak before the person had the hours to undo it. */
export function refuseLate(deadlineAt: number | null, now: number): Refusal<AssistanceRefusal> | null {
  if (deadlineAt === null || deadlineAt > now + UNDO_MS) return null;
  return refusal(
    'answer_too_late',
    `The deadline is ${iso(deadlineAt)}: before the person had the hours to undo it. They have to answer themselves.`,
  );
}

export const refuseHeard = (heardAt: number, now: number): Refusal<AssistanceRefusal> | null =>
  heardAt <= now && heardAt > now - HEARD_WITHIN_MS
    ? null
    : refusal('not_heard_lately', 'An answer is written down within a day of the conversation.');

/** Of an address that is to be forgotten: enough to tell two apart. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}…${email.slice(at)}`;
}
