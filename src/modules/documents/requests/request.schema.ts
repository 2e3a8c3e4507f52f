/** What requests for documents look like on the wire. */
import { z } from 'zod';
import { Id, Instant, prose } from '../../../platform/http/wire';
import { PageQuery } from '../../../platform/kernel/page';
import { Named, TypeOfDocument } from '../documents.schema';
import { MOVE_NAMES, REQUEST_STATES } from './request.rules';

const listingId = Id.optional().describe('Over this listing.');
const transactionId = Id.optional().describe('Over this deal.');

export const NewRequest = z
  .strictObject({
    ...{ listingId, transactionId },
    type: TypeOfDocument,
    why: prose(500, 10).describe('What you need it for. Whoever you ask reads it.'),
    fromId: Id.optional().describe(
      'Whom you ask; needed where there is more than one, as for an admin in a deal.',
    ),
  })
  .refine((asked) => (asked.listingId === undefined) !== (asked.transactionId === undefined), {
    path: ['listingId'],
    message: 'either a listing or a deal has to be named',
  });
export type NewRequest = z.output<typeof NewRequest>;

const state = z.enum(REQUEST_STATES).describe('What became of it.');

export const RequestsQuery = PageQuery.extend({
  ...{ listingId, transactionId },
  state: state.optional(),
  as: z.enum(['ASKER', 'OWNER']).optional().describe('What you asked for, or what you are asked for.'),
});
export type RequestsQuery = z.output<typeof RequestsQuery>;

export const RequestAnswer = z.strictObject({
  documentId: Id.describe('A document of yours, of the type that is asked for.'),
});
export const RequestRefusal = z.strictObject({
  reason: prose(500, 10).describe('Why not. Whoever asked reads it.'),
});

export const RequestView = z
  .strictObject({
    id: Id,
    type: TypeOfDocument,
    why: z.string().describe('What it is needed for.'),
    state,
    askedBy: z.strictObject(Named).describe('Who asks.'),
    askedOf: z.strictObject(Named).describe('Who is asked.'),
    listingId: Id.nullable().describe('The listing that it is about, if it is one.'),
    transactionId: Id.nullable().describe('The deal that it is about, if it is one.'),
    documentId: Id.nullable().describe('What it was answered with.'),
    reason: z.string().nullable().describe('Why it was declined.'),
    createdAt: Instant,
    expiresAt: Instant.describe('It ends then, unless it was answered.'),
    endedAt: Instant.nullable().describe('When it was answered or ended otherwise.'),
    moves: z.array(z.enum(MOVE_NAMES)).describe('What you can do with it now.'),
  })
  .meta({ id: 'DocumentRequest' });
