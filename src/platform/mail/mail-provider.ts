/** Whoever carries letters away. Each adapter says of every try what became of it, and whose trouble it was. */

/** A letter as it leaves. */
export interface OutgoingLetter {
  id: string;
  /** The provider takes one of each key, where it can. An admin who sends a letter again gives it a new one. */
  key: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** What it is for: shown in the provider's lists. */
  kind: string;
  /** What a mail program calls where its reader wants no more of these (RFC 8058); null where they are owed. */
  unsubscribeUrl: string | null;
}

/** The headers by which a mail program ends letters with one click. */
export const unsubscribeHeaders = ({
  unsubscribeUrl,
}: Pick<OutgoingLetter, 'unsubscribeUrl'>): Record<string, string> =>
  unsubscribeUrl === null
    ? {}
    : { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

export type MailOutcome =
  | { became: 'accepted'; providerId: string | null }
  /** The provider will never take this letter: a wrong address, too large. */
  | { became: 'refused'; because: string }
  /** It passes. `taken: 'unknown'`: the letter may have been taken all the same, as no answer came. */
  | { became: 'delayed'; because: string; taken: 'no' | 'unknown'; retryAfterMs?: number }
  /** Ours to mend, and no letter leaves until then: a wrong key, a sender that is not verified, a quota. */
  | { became: 'closed'; because: string; retryAfterMs?: number };

export interface MailProvider {
  name: 'resend' | 'smtp';
  /** How long the provider still knows that it has taken a letter of this key; null where it never does. */
  remembersMs: number | null;
  /** Never throws. */
  send(letter: OutgoingLetter, signal: AbortSignal): Promise<MailOutcome>;
  /**
   * Looks among the letters that it took since then for one whose key it has forgotten: `accepted` where it is there, null
   * where it is not, else why that cannot be said now. Never throws.
   */
  find?(letter: OutgoingLetter, since: number, signal: AbortSignal): Promise<MailOutcome | null>;
  close(): void;
}
