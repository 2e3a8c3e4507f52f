/** What the action log looks like on the wire. */
import { z } from 'zod';
import { PageQuery } from '../../platform/kernel/page';
import { Id, Instant } from '../../platform/http/wire';
import { AUDIT_ACTIONS } from './actions';

/** What names of actors, actions and subjects are made of. */
const word = (max: number) =>
  z
    .string()
    .regex(/^[!-~]+$/, 'must have plain letters, digits and signs only, without blanks')
    .max(max);

const filters = {
  actor: word(120).optional().describe("Only actions by this user's id, or by this part of the system."),
  action: word(120).optional().describe('Only this action, such as `offer.accepted`.'),
  subjectType: word(60).optional().describe('Only actions on this type of thing, such as `offer`.'),
  subjectId: word(190).optional().describe('Only actions on the thing with this id.'),
  from: Instant.optional().describe('Only entries at or after this time.'),
  to: Instant.optional().describe('Only entries before this time.'),
};

/** Which entries: all that are named hold. */
export const ActionLogFilters = z.strictObject(filters);
export type ActionLogFilters = z.output<typeof ActionLogFilters>;

export const ActionLogQuery = PageQuery.extend(filters);
export type ActionLogQuery = z.output<typeof ActionLogQuery>;

export const ActionLogEntry = z
  .strictObject({
    id: Id,
    occurredAt: Instant.describe('When it was done.'),
    actor: z
      .strictObject({
        kind: z.enum(['USER', 'SYSTEM']).describe('A user, or a part of the system.'),
        id: z.string().describe("The user's id, or the name of the part of the system."),
        name: z.string().nullable().describe("The user's name; null for the system."),
      })
      .describe('Who did it.'),
    action: z
      .enum(AUDIT_ACTIONS)
      .meta({ id: 'AuditAction' })
      .describe(
        'What was done: subject and past-tense verb, such as `offer.accepted`. More are added as the platform grows.',
      ),
    subject: z
      .strictObject({
        type: z.string().describe('The type of thing, such as `offer`.'),
        id: z.string().describe('Its id.'),
      })
      .describe('What it was done to.'),
    reason: z.string().nullable().describe('The reason that the actor gave, if any.'),
    detail: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('Further facts about the action, without secrets; null if there are none.'),
    requestId: z.string().nullable().describe('The request that did it; null for background work.'),
    sealNumber: z
      .int()
      .nullable()
      .describe("The number of the entry's seal; null in the seconds before it is sealed."),
  })
  .meta({ id: 'ActionLogEntry' });
export type ActionLogEntry = z.output<typeof ActionLogEntry>;

export const ActionLogVerdict = z
  .strictObject({
    intact: z.boolean().describe('Whether nothing was changed, removed or inserted.'),
    head: z
      .strictObject({
        sealNumber: z.int().describe('Its number, counted from 1.'),
        hash: z.string().describe('Its SHA-256 hash in hexadecimal.'),
      })
      .describe('The last seal. A copy kept elsewhere proves later that nothing before it was rewritten.'),
    violations: z
      .array(
        z.strictObject({
          check: z.string().describe('Which check failed, such as `audit.entry_unchanged`.'),
          subject: z.string().describe('The seal or entry that failed it.'),
          detail: z.string().describe('What was found, in a sentence.'),
        }),
      )
      .describe('Everything that does not hold, at most 100 of each kind.'),
  })
  .meta({ id: 'ActionLogVerdict' });
export type ActionLogVerdict = z.output<typeof ActionLogVerdict>;
