/** Shapes of the operators' overviews. */
import { z } from 'zod';
import { Id, Instant } from '../../platform/http/wire';

export const ReconciliationView = z.strictObject({
  checkedAt: Instant,
  ok: z.boolean(),
  parts: z.array(z.strictObject({ part: z.string(), violations: z.int(), durationMs: z.int() })),
  violations: z.array(
    z.strictObject({ part: z.string(), check: z.string(), subject: z.string(), detail: z.string() }),
  ),
});

export const AccountCode = z
  .string()
  .regex(/^[a-z]{1,20}:[\w-]{1,60}$/, 'must be like escrow:… or revenue:fees');

export const StuckMoneyView = z.strictObject({
  kind: z.string(),
  subject: z.string(),
  amountCents: z.int().nullable(),
  since: Instant,
  ageHours: z.int(),
  whatToDo: z.string(),
});

export const BalanceView = z.strictObject({
  account: z.string(),
  /** Cents, or credits for accounts of the credit book; in the account's normal direction. */
  balance: z.int(),
});

export const JobsView = z.strictObject({
  waiting: z.int(),
  due: z.int(),
  dead: z.int(),
  oldestDueMs: z.int(),
  deadJobs: z.array(
    z.strictObject({
      id: Id,
      kind: z.string(),
      attempts: z.int(),
      lastError: z.string().nullable(),
      createdAt: Instant,
    }),
  ),
});
