/** Codes of authenticator apps after RFC 6238: which step of time a code belongs to, and what an app is told to make them. */
import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands; other algorithms are silently ignored by some. */
const FORM = { issuer: 'MC Exchange', algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** A code is taken this many steps early or late, for clocks that differ and people who type slowly. */
const STEPS_ASIDE = 1;

/** 160 bits, as the algorithm's own hash is long (RFC 4226, 4). */
const SECRET_BYTES = 20;

export const RECOVERY_CODES = 10;

const generatorOf = (secret: string, label = ''): TOTP =>
  new TOTP({ ...FORM, label, secret: Secret.fromBase32(secret) });

/** In base32, as people type it into an app that cannot read the picture. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** The `otpauth://` address that an app reads; `label` tells the person which account it is. */
export const totpAddress = (secret: string, label: string): string => generatorOf(secret, label).toString();

/** The 30-second step whose code this is, within one step of `now`; null where it is none. */
export function findStepOfCode(secret: string, code: string, now: number): number | null {
  const generator = generatorOf(secret);
  const stepsAside = generator.validate({ token: code, timestamp: now, window: STEPS_ASIDE });
  return stepsAside === null ? null : generator.counter({ timestamp: now }) + stepsAside;
}

/** However a person types it: with blanks, without hyphens, in capitals. */
export const normaliseRecoveryCode = (typed: string): string =>
  typed.toLowerCase().replaceAll(/[^a-z2-7]/g, '');

/** Groups of four, to be read off paper. */
export const showRecoveryCode = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code;
