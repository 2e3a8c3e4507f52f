/** Shows documents to whoever may read them now, and notes each reading for the owner. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  modelKeyset,
  NEWEST_ID_FIRST,
  newestFirst,
  readPage,
  selectKeyset,
} from '../../../platform/db/keyset';
import { notFound, serviceUnavailable } from '../../../platform/http/problem';
import type { ByteRange } from '../../../platform/storage/storage';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { newId, newSecret } from '../../../platform/kernel/ids';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { fullName } from '../../identity';
import { isMarkable, mark, markOf } from '../content/mark';
import type { Attachment, DocumentRow, Reading, ReadingAct } from '../document.model';
import { handlesType, isShown, mayDownload, maySee, type Part, QUARANTINE_WORDS } from '../document.rules';
import type { DocumentsContext } from '../documents.context';
import { documentReplaced, inQuarantine, noSuchDocument } from '../documents.problems';
import type { OwnDocumentsQuery } from '../documents.schema';
import type { AttachedSubject, Subject } from '../subjects';

/** A document as somebody reads it. */
export interface ReadDocument {
  document: DocumentRow;
  part: Part;
  attachedTo: readonly Subject[];
}

/** The file of a document for one reader. */
export interface FileForReader {
  open(range?: ByteRange): Promise<Readable>;
  /** Names the content. */
  etag: string;
  /** Made for this reader, and otherwise the next time: it has no parts. */
  whole: boolean;
}

export type ReadDocuments = ReturnType<typeof createReadDocuments>;

export function createReadDocuments({
  platform,
  models,
  store,
  subjects,
  audit,
  identity,
}: DocumentsContext) {
  const { clock, database, log, storage } = platform;

  /**
   * Whoever acts for the owner handles documents of some types, and of those what belongs to nothing yet or to something of
   * the side on which they act.
   */
  async function ownsHere(
    actor: UserActor,
    { type }: Pick<DocumentRow, 'type'>,
    of: readonly AttachedSubject[],
  ): Promise<boolean> {
    if (!actor.deputy) return true;
    if (!handlesType(actor, type)) return false;
    for (const subject of of) if (await subjects.mayReadAttached(subject, actor)) return true;
    return of.length === 0;
  }

  async function partOf(
    actor: UserActor,
    document: DocumentRow,
    of: readonly AttachedSubject[],
  ): Promise<Part> {
    // Also where the other side reads it: a broker is shown by the client who the client is, or not at all.
    if (document.ownerId === actor.userId)
      return (await ownsHere(actor, document, of)) ? 'OWNER' : 'STRANGER';
    if (isShown(document)) {
      for (const subject of of) if (await subjects.mayReadAttached(subject, actor)) return 'SUBJECT';
    }
    return isAdmin(actor) ? 'ADMIN' : 'STRANGER';
  }

  /** Null where they may not see it. */
  async function find(actor: UserActor, document: DocumentRow): Promise<ReadDocument | null> {
    const attached = await store.readAttachments(document.id);
    const part = await partOf(actor, document, attached);
    if (!maySee(document, part)) return null;
    return { document, part, attachedTo: attached.map(({ kind, id }) => ({ kind, id })) };
  }

  /** Whoever reads the version that stands now is told so; the same answer for what is not there and for what they may not see. @throws not_found, document_replaced */
  async function see(actor: UserActor, id: string): Promise<ReadDocument> {
    const document = await models.documents.findByPk(id);
    if (!document) throw noSuchDocument();
    const seen = await find(actor, document);
    if (seen) return seen;
    if (document.replacedById !== null && isShown(document)) {
      for (const version of await store.listVersions(document.lineId)) {
        if (await find(actor, version)) throw documentReplaced(`The version that stands is ${version.id}.`);
      }
    }
    throw noSuchDocument();
  }

  async function note(actor: UserActor, { document, part }: ReadDocument, act: ReadingAct, byLink = false) {
    if (part === 'OWNER') return;
    const deputyId = actor.deputy?.userId ?? null;
    const { userId: readerId } = actor;
    await models.readings.create({
      ...{ id: newId(), documentId: document.id, readerId, deputyId, act, byLink, readAt: clock.now() },
    });
    if (part !== 'ADMIN' && deputyId === null) return;
    const by = deputyId === null ? 'admin' : 'deputy';
    await audit.record({
      actor,
      action: act === 'DOWNLOADED' ? `document.downloaded_by_${by}` : `document.read_by_${by}`,
      subject: { type: 'document', id: document.id },
    });
  }

  /** @throws not_found, document_replaced, document_quarantined */
  async function seeFile(actor: UserActor, id: string): Promise<ReadDocument> {
    const seen = await see(actor, id);
    const { document, part } = seen;
    if (!mayDownload(document, part)) {
      throw inQuarantine(QUARANTINE_WORDS[document.quarantine ?? 'SCAN_PENDING']);
    }
    return seen;
  }

  async function open({ id, storageKey }: DocumentRow, part?: ByteRange): Promise<Readable> {
    const content = storageKey === null ? null : await storage.open(storageKey, part);
    if (content) return content;
    log.error('the file of a document is missing from the file store', { documentId: id });
    throw serviceUnavailable('The file cannot be read right now. Try again later, or write to support.', {
      retryAfterSeconds: 60,
    });
  }

  /** `NAME`, or `NAME for NAME` of whoever acts for somebody: as a mark names them. */
  async function nameToMark({ userId, deputy }: UserActor): Promise<string> {
    const reader = fullName(await identity.getUser(userId));
    return deputy ? `${fullName(await identity.getUser(deputy.userId))} for ${reader}` : reader;
  }

  /** As its reader is given it: what belongs to something bears the name of anybody but its owner. @throws document_not_marked */
  async function fileFor(
    actor: UserActor,
    { document, part, attachedTo }: ReadDocument,
  ): Promise<FileForReader> {
    if (part === 'OWNER' || attachedTo.length === 0 || !isMarkable(document.kind)) {
      return { open: (range) => open(document, range), etag: document.sha256.slice(0, 32), whole: false };
    }
    const words = markOf(await nameToMark(actor), clock.now());
    const marked = await mark(await buffer(await open(document)), document.kind, words);
    return { open: () => Promise.resolve(Readable.from([marked])), etag: newSecret(), whole: true };
  }

  /** Of a subject that the reader may see. @throws not_found */
  async function refuseStranger(actor: UserActor, subject: Subject): Promise<void> {
    if (await (isAdmin(actor) ? subjects.exists(subject) : subjects.mayRead(subject, actor))) return;
    throw notFound(`There is no such ${subject.kind} here.`);
  }

  const readersPage = async (actor: UserActor, page: Page<DocumentRow>): Promise<Page<ReadDocument>> => {
    const ids = page.items.map(({ id }) => id);
    const all: Attachment[] = await models.attachments.findAll({ where: { documentId: ids } });
    const items = page.items.map((document): ReadDocument => ({
      document,
      part: document.ownerId === actor.userId ? 'OWNER' : isAdmin(actor) ? 'ADMIN' : 'SUBJECT',
      attachedTo: all
        .filter(({ documentId }) => documentId === document.id)
        .map(({ subjectKind, subjectId }) => ({ kind: subjectKind, id: subjectId }) as Subject),
    }));
    return { items, pagination: page.pagination };
  };

  return {
    seeFile,

    /** Null where the actor may not see it. */
    async findOwner(actor: UserActor, id: string): Promise<string | null> {
      const document = await models.documents.findByPk(id);
      return document && (await find(actor, document)) ? document.ownerId : null;
    },

    view: (actor: UserActor, id: string): Promise<ReadDocument> =>
      database.atomically(async () => {
        const seen = await see(actor, id);
        await note(actor, seen, 'VIEWED');
        return seen;
      }),

    /** Notes each reading, of a part as of the whole, before the first byte leaves. */
    async openFile(actor: UserActor, id: string, byLink = false): Promise<ReadDocument & FileForReader> {
      const found = await seeFile(actor, id);
      const file = await fileFor(actor, found);
      const openAndNote: FileForReader['open'] = async (range) => {
        const content = await file.open(range);
        try {
          // Once more, as marking it took a while.
          await database.atomically(async () => note(actor, await seeFile(actor, id), 'DOWNLOADED', byLink));
          return content;
        } catch (error) {
          content.destroy();
          throw error;
        }
      };
      return { ...found, ...file, open: openAndNote };
    },

    /** Those versions that the reader may see, the latest first. @throws not_found, document_replaced */
    async listVersions(actor: UserActor, id: string) {
      const { document } = await see(actor, id);
      const versions: ReadDocument[] = [];
      for (const row of await store.listVersions(document.lineId)) {
        const seen = await find(actor, row);
        if (seen) versions.push(seen);
      }
      return { versions, people: await identity.findUsers([document.ownerId]) };
    },

    /**
     * As it was uploaded, for whoever its subject's module says may have it so: what two people sign by its hash bears
     * nobody's name. Noted as any reading, also where an admin has rejected it since. @throws not_found
     */
    async openOriginal(actor: UserActor, id: string): Promise<{ document: DocumentRow } & FileForReader> {
      const document = await models.documents.findByPk(id);
      if (document?.status !== 'AVAILABLE') throw noSuchDocument();
      const part = document.ownerId === actor.userId ? 'OWNER' : isAdmin(actor) ? 'ADMIN' : 'SUBJECT';
      return {
        document,
        etag: document.sha256.slice(0, 32),
        whole: false,
        async open(range) {
          const content = await open(document, range);
          await database.atomically(() => note(actor, { document, part, attachedTo: [] }, 'DOWNLOADED'));
          return content;
        },
      };
    },

    async listOwn(actor: UserActor, { type, ...query }: OwnDocumentsQuery): Promise<Page<ReadDocument>> {
      const rows = modelKeyset(models.documents, {
        name: 'documents.own',
        order: NEWEST_ID_FIRST,
        where: {
          ...{ ownerId: actor.userId, status: ['AVAILABLE', 'QUARANTINED'], replacedById: null },
          ...(type ? { type } : {}),
        },
      });
      const page = await readersPage(actor, await readPage(rows, { ...query, ...(type ? { type } : {}) }));
      if (!actor.deputy) return page;
      const shown: ReadDocument[] = [];
      for (const { document } of page.items) {
        const seen = await find(actor, document);
        if (seen?.part === 'OWNER') shown.push(seen);
      }
      return { ...page, items: shown };
    },

    /** What of a subject the reader may read, the latest first; their own whatever its state. */
    async listOf(actor: UserActor, subject: Subject, query: PageQuery): Promise<Page<ReadDocument>> {
      await refuseStranger(actor, subject);
      const rows = selectKeyset<DocumentRow>(database, {
        name: 'documents.of_subject',
        order: [['d.id', 'DESC']],
        select: 'd.*',
        from: 'document_attachments a JOIN documents d ON d.id = a.documentId',
        where: [
          'a.subjectKind = :kind AND a.subjectId = :id AND a.replacedById IS NULL',
          isAdmin(actor)
            ? "d.status <> 'DELETED'"
            : "(d.status = 'AVAILABLE' AND d.review <> 'REJECTED' OR d.status <> 'DELETED' AND d.ownerId = :readerId)",
        ],
        values: { kind: subject.kind, id: subject.id, readerId: actor.userId },
      });
      const { items, pagination } = await readPage(rows, { ...query, subjectId: subject.id });
      const page = await readersPage(actor, { items: database.rowsOf('documents', items), pagination });
      const isOpen = ({ document }: ReadDocument): boolean =>
        document.ownerId !== actor.userId || handlesType(actor, document.type);
      return { ...page, items: page.items.filter(isOpen) };
    },

    /** To the owner, and to admins. @throws not_found */
    async listReadings(actor: UserActor, id: string, query: PageQuery) {
      const document = await models.documents.findByPk(id);
      const seen = document && (await find(actor, document));
      if (seen?.part !== 'OWNER' && seen?.part !== 'ADMIN') throw noSuchDocument();
      const rows = modelKeyset(models.readings, {
        name: 'documents.readings',
        order: newestFirst('readAt'),
        where: { documentId: id },
      });
      const page: Page<Reading> = await readPage(rows, { ...query, documentId: id });
      const named = page.items.flatMap(({ readerId, deputyId }) => [
        readerId,
        ...(deputyId ? [deputyId] : []),
      ]);
      const readers = await identity.findUsers([...new Set(named)]);
      return { page, readers };
    },
  };
}
