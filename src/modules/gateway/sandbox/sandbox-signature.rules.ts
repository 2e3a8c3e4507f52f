/** How the sandbox signs webhooks, as Stripe does: `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`, a v1 per secret in use. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older or newer than this is refused, so that a recorded request cannot be sent again later. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

const HEADER_MAX = 2_000;

export type SignatureFault = 'MISSING' | 'MALFORMED' | 'WRONG' | 'STALE';

/** For whoever sent it. */
export const SIGNATURE_FAULTS: Record<SignatureFault, string> = {
  MISSING: 'There is no Stripe-Signature header.',
  MALFORMED: 'The Stripe-Signature header is not of the form t=…,v1=….',
  WRONG: 'No signature in the header fits the body.',
  STALE: 'The signature is too old or from the future.',
};

export function signWebhook(rawBody: Buffer | string, secret: string, atSeconds: number): string {
  return `t=${atSeconds},v1=${digest(rawBody, secret, atSeconds).toString('hex')}`;
}

/** Null when one of the signatures was made with one of the secrets, over these bytes, within the tolerance. */
export function findSignatureFault(
  rawBody: Buffer,
  header: string | undefined,
  secrets: readonly string[],
  nowSeconds: number,
): SignatureFault | null {
  if (!header) return 'MISSING';
  if (header.length > HEADER_MAX) return 'MALFORMED';
  const parts = header.split(',').map((part) => part.trim().split('='));
  const signedAt = Number(parts.find(([name]) => name === 't')?.[1] ?? Number.NaN);
  const signatures = parts.flatMap(([name, value]) => (name === 'v1' && value ? [value] : []));
  if (!Number.isInteger(signedAt) || signatures.length === 0) return 'MALFORMED';
  const expected = secrets.map((secret) => digest(rawBody, secret, signedAt));
  const fits = signatures.some((signature) =>
    expected.some((one) => isSame(one, Buffer.from(signature, 'hex'))),
  );
  if (!fits) return 'WRONG';
  return Math.abs(nowSeconds - signedAt) > SIGNATURE_TOLERANCE_SECONDS ? 'STALE' : null;
}

const digest = (rawBody: Buffer | string, secret: string, atSeconds: number): Buffer =>
  createHmac('sha256', secret).update(`${atSeconds}.`).update(rawBody).digest();

const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
