/** Keeps the secrets of second factors so that a copy of the database is not enough to make codes. */
import { createHmac } from 'node:crypto';
import type { Config } from '../../../config';
import { createSealer, deriveKey } from '../../../platform/kernel/sealing';

export type Sealing = ReturnType<typeof createSealing>;

export function createSealing({ TWO_FACTOR_SECRET }: Pick<Config, 'TWO_FACTOR_SECRET'>) {
  const codeKey = deriveKey(TWO_FACTOR_SECRET, 'recovery-code');

  return {
    ...createSealer(TWO_FACTOR_SECRET, 'totp-secret'),

    /** Keyed, since a recovery code is short enough to be tried out by whoever has the table alone. */
    hashRecoveryCode: (code: string): string => createHmac('sha256', codeKey).update(code).digest('hex'),
  };
}
