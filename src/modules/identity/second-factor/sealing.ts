/** Encrypts second-factor secrets, so that a copy of the database is not enough to make codes. */
import { createHmac } from 'node:crypto';
import { createSealer, deriveKey } from '../../../platform/kernel/sealing';
import type { IdentityConfig } from '../identity.config';

export type Sealing = ReturnType<typeof createSealing>;

export function createSealing({ TWO_FACTOR_SECRET }: Pick<IdentityConfig, 'TWO_FACTOR_SECRET'>) {
  const codeKey = deriveKey(TWO_FACTOR_SECRET, 'recovery-code');

  return {
    ...createSealer(TWO_FACTOR_SECRET, 'totp-secret'),

    /** Keyed, since recovery codes are short enough to be brute-forced by whoever has the table alone. */
    hashRecoveryCode: (code: string): string => createHmac('sha256', codeKey).update(code).digest('hex'),
  };
}
