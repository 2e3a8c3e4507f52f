/** Row → wire: a request for a document as one of its sides sees it. */
import type { z } from 'zod';
import { iso } from '../../../platform/kernel/clock';
import type { Identity, User } from '../../identity';
import { nameOf } from '../document.view';
import type { RequestRow } from './request.model';
import { movesOf } from './request.rules';
import type { RequestView } from './request.schema';

export const presentRequest =
  (people: Map<string, User>, names: Pick<Identity, 'displayName'>, readerId: string) =>
  (row: RequestRow): z.input<typeof RequestView> => ({
    ...{ id: row.id, type: row.type, why: row.why, state: row.state },
    askedBy: nameOf(row.askerId, people, names),
    askedOf: nameOf(row.ownerId, people, names),
    listingId: row.subjectKind === 'listing' ? row.subjectId : null,
    transactionId: row.subjectKind === 'transaction' ? row.subjectId : null,
    ...{ documentId: row.documentId, reason: row.reason, createdAt: iso(row.createdAt) },
    ...{ expiresAt: iso(row.expiresAt), endedAt: iso(row.endedAt), moves: movesOf(row, readerId) },
  });
