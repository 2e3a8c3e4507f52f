/** Links that open a document once, within a minute, for where no token can be sent: a browser's own download. */
import { createHash } from 'node:crypto';
import { SECOND_MS } from '../../../platform/kernel/clock';
import type { UserActor } from '../../../platform/kernel/actor';
import { newSecret } from '../../../platform/kernel/ids';
import type { DocumentsContext } from '../documents.context';
import { noSuchDocument } from '../documents.problems';
import type { ReadDocuments } from './read-document';

const VALID_MS = 60 * SECOND_MS;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export function createLinkDocument(
  { platform, models, audit, identity }: DocumentsContext,
  { seeFile, openFile }: Pick<ReadDocuments, 'seeFile' | 'openFile'>,
) {
  const { clock, database } = platform;

  return {
    makeLink: (actor: UserActor, documentId: string): Promise<{ token: string; expiresAt: number }> =>
      database.atomically(async () => {
        await seeFile(actor, documentId);
        const token = newSecret();
        const expiresAt = clock.now() + VALID_MS;
        const { userId: readerId, sessionId, deputy } = actor;
        await models.links.create({
          ...{ tokenHash: hashOf(token), documentId, readerId, sessionId, expiresAt, usedAt: null },
          ...{ deputyId: deputy?.userId ?? null, grantId: deputy?.grantId ?? null },
        });
        await audit.record({
          actor,
          action: 'document.link_made',
          subject: { type: 'document', id: documentId },
        });
        return { token, expiresAt };
      }),

    /** For whoever made it, while they are signed in, by what they may read now. @throws not_found */
    async followLink(token: string) {
      const used = await database.change(
        `UPDATE document_links SET usedAt = :now
         WHERE tokenHash = :tokenHash AND usedAt IS NULL AND expiresAt > :now`,
        { tokenHash: hashOf(token), now: clock.now() },
      );
      const link = used > 0 ? await models.links.findByPk(hashOf(token)) : null;
      // It reads what whoever made it may read, and no longer than they are signed in.
      if (!link || !(await identity.isSignedIn(link.readerId, link.sessionId))) throw noSuchDocument();
      const reader = (await identity.findUsers([link.readerId])).get(link.readerId);
      if (reader?.status !== 'ACTIVE') throw noSuchDocument();
      const { deputyId, grantId } = link;
      const deputy = deputyId && grantId ? { userId: deputyId, grantId, scopes: [] } : null;
      const actor: UserActor = {
        ...{ kind: 'user', userId: reader.id, sessionId: 'document-link' },
        // Nobody acts for an administrator as one.
        roles: deputy ? reader.roles.filter((role) => role !== 'admin') : reader.roles,
        ...(deputy ? { deputy } : {}),
      };
      return openFile(actor, link.documentId, true);
    },

    deleteOldLinks: () =>
      database.change('DELETE FROM document_links WHERE expiresAt < :before', {
        before: clock.now() - VALID_MS,
      }),
  };
}
