/** Links in letters that end letters of a category, for whoever opens them, signed in or not (RFC 8058). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../../platform/kernel/sealing';
import { CATEGORIES, type Category } from './kinds';

/** `all`: of every category that can be switched off. */
export type Ended = Category | 'all';

export interface UnsubscribeOrder {
  userId: string;
  ended: Ended;
}

export type UnsubscribeLinks = ReturnType<typeof createUnsubscribeLinks>;

const isEnded = (word: string): word is Ended => word === 'all' || Object.hasOwn(CATEGORIES, word);

/** The same letter read years later still says what it ended: a link does not run out, and does nothing else. */
export function createUnsubscribeLinks(siteUrl: string, secret: string) {
  const key = deriveKey(secret, 'unsubscribe');
  const signatureOf = (order: string): string => createHmac('sha256', key).update(order).digest('base64url');

  return {
    unsubscribeUrl(userId: string, ended: Ended): string {
      const order = Buffer.from(`${userId} ${ended}`).toString('base64url');
      return `${siteUrl}/unsubscribe?token=${order}.${signatureOf(order)}`;
    },

    /** Null where we did not write it. */
    read(token: string): UnsubscribeOrder | null {
      const [order = '', signature = '', ...more] = token.split('.');
      // As text: several spellings of one signature decode to the same bytes.
      const given = Buffer.from(signature);
      const ours = Buffer.from(signatureOf(order));
      if (more.length > 0 || given.length !== ours.length || !timingSafeEqual(given, ours)) return null;
      const [userId = '', ended = ''] = Buffer.from(order, 'base64url').toString('utf8').split(' ');
      return isEnded(ended) ? { userId, ended } : null;
    },
  };
}
