/** Keeps the secrets of second factors so that a copy of the database is not enough to make codes. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../../../config';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type Sealing = ReturnType<typeof createSealing>;

export function createSealing({ TWO_FACTOR_SECRET }: Pick<Config, 'TWO_FACTOR_SECRET'>) {
  const keyFor = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', TWO_FACTOR_SECRET, 'mc-exchange', purpose, KEY_BYTES));
  const sealingKey = keyFor('totp-secret');
  const codeKey = keyFor('recovery-code');

  return {
    /** Bound to its owner: moved to another person's row it opens no more. */
    seal(text: string, ownerId: string): string {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealingKey, nonce).setAAD(Buffer.from(ownerId));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },

    /** Throws where the text was changed, is another person's, or was sealed with another TWO_FACTOR_SECRET. */
    open(sealed: string, ownerId: string): string {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(CIPHER, sealingKey, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(ownerId))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },

    /** Keyed, since a recovery code is short enough to be tried out by whoever has the table alone. */
    hashRecoveryCode: (code: string): string => createHmac('sha256', codeKey).update(code).digest('hex'),
  };
}
