/** What the action log looks like on the wire. */
import { z } from 'zod';
import { PageQuery } from '../../platform/kernel/page';
import { Id, Instant } from '../../platform/http/wire';

/** What names of actors, actions and subjects are made of. */
const word = (max: number) =>
  z
    .string()
    .regex(/^[!-~]+$/, 'must be ASCII without blanks')
    .max(max);

export const ActionLogQuery = PageQuery.extend({
  /** A user's id, or the name of a part of the system. */
  actor: word(120).optional(),
  action: word(120).optional(),
  subjectType: word(60).optional(),
  subjectId: word(190).optional(),
  /** This instant or later. */
  from: Instant.optional(),
  /** Before this instant. */
  to: Instant.optional(),
});
export type ActionLogQuery = z.output<typeof ActionLogQuery>;

export const ActionLogEntry = z.strictObject({
  id: Id,
  occurredAt: Instant,
  actor: z.strictObject({ kind: z.enum(['USER', 'SYSTEM']), id: z.string() }),
  action: z.string(),
  subject: z.strictObject({ type: z.string(), id: z.string() }),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  requestId: z.string().nullable(),
  /** The entry's number on the chain; null in the seconds before it is sealed. */
  sealNumber: z.int().nullable(),
});
export type ActionLogEntry = z.output<typeof ActionLogEntry>;

export const ActionLogVerdict = z.strictObject({
  intact: z.boolean(),
  /** The last seal. Kept elsewhere, it proves later that nothing before it was rewritten. */
  head: z.strictObject({ sealNumber: z.int(), hash: z.string() }),
  violations: z.array(z.strictObject({ check: z.string(), subject: z.string(), detail: z.string() })),
});
