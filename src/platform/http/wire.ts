/** Shapes that many endpoints share on the wire. */
import { z } from 'zod';
import { MAX_CENTS } from '../kernel/money';

export const Id = z.uuid();
export const Instant = z.iso.datetime();

/** A sum that is paid or asked: at least one cent. */
export const PositiveCents = z.int().min(1).max(MAX_CENTS);
/** A sum that may be nothing. */
export const Cents = z.int().min(0).max(MAX_CENTS);

/** One line of text: no control characters, so that it can be shown and logged anywhere. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    // eslint-disable-next-line no-control-regex -- refusing control characters is the purpose
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line of text without control characters');

/** Several lines of text; line breaks and tabs are allowed, other control characters are not. */
export const prose = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    // eslint-disable-next-line no-control-regex -- refusing control characters is the purpose
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'must not contain control characters');

export const Reason = prose(2_000, 3);
export const UsdotNumber = z.int().min(1).max(99_999_999);
export const UsState = z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter state code');

export const byId = z.strictObject({ id: Id });
export const Done = z.strictObject({ done: z.literal(true) });
export const done = { done: true } as const;
