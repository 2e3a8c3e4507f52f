/** Authenticator codes after RFC 6238: which time step a code belongs to, and what an app is set up with. */
import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands; some silently ignore other algorithms. */
const TOTP_SETTINGS = { issuer: 'MC Exchange', algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** A code is accepted this many steps early or late, for clocks that differ and slow typing. */
const STEPS_OF_TOLERANCE = 1;

/** 160 bits, as the algorithm's own hash is long (RFC 4226, 4). */
const SECRET_BYTES = 20;

export const RECOVERY_CODES = 10;

const generatorOf = (secret: string, label = ''): TOTP =>
  new TOTP({ ...TOTP_SETTINGS, label, secret: Secret.fromBase32(secret) });

/** In base32, for typing into an app that cannot scan the QR code. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** The `otpauth://` URL that an app scans; `label` says which account it is for. */
export const otpauthUrlOf = (secret: string, label: string): string => generatorOf(secret, label).toString();

/** The 30-second step whose code this is, within one step of `now`; null where it is none. */
export function findStepOfCode(secret: string, code: string, now: number): number | null {
  const generator = generatorOf(secret);
  const stepsOff = generator.validate({ token: code, timestamp: now, window: STEPS_OF_TOLERANCE });
  return stepsOff === null ? null : generator.counter({ timestamp: now }) + stepsOff;
}

/** However it is typed: with spaces, without hyphens, in capitals. */
export const normalizeRecoveryCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z2-7]/g, '');

/** In groups of four, for reading off paper. */
export const formatRecoveryCode = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code;
