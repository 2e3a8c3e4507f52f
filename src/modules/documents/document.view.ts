/** Row → wire: documents as one reader may see them. */
import type { z } from 'zod';
import { Download } from '../../platform/http/download';
import { iso } from '../../platform/kernel/clock';
import { type Identity, personOf, type User } from '../identity';
import { CONTENT_KINDS } from './content/content-kinds';
import type { DocumentRow, Reading } from './document.model';
import { activeNames, isReleasable, QUARANTINE_WORDS } from './document.rules';
import type {
  DealDocument,
  DocumentForAdmin,
  DocumentSeen,
  DocumentTitle,
  DocumentVersion,
  DocumentView,
  ReadingView,
} from './documents.schema';
import type { FileForReader, ReadDocument } from './use-cases/read-document';

/** Admins act for the platform, and are named in the action log. */
const HOUSE = 'MC Exchange';

export function presentTitle(document: DocumentRow): DocumentTitle {
  const { id, type, title, fileName, kind, sizeBytes, status, review, createdAt } = document;
  const { fileVersion, replacedById: replacedBy } = document;
  if (status === 'DELETED') throw new Error(`The document ${id} is deleted, and shown to nobody.`);
  return {
    ...{ id, type, title: title ?? fileName, kind, sizeBytes, status, review, uploadedAt: iso(createdAt) },
    ...{ fileVersion, replacedBy },
  };
}

export function presentDocument({ document, part, attachedTo }: ReadDocument): DocumentView {
  const { fileName, kind, sha256, quarantine, releasedAt, reviewReason, reviewedAt, version } = document;
  const isTheirs = part === 'OWNER' || part === 'ADMIN';
  return {
    ...presentTitle(document),
    fileName,
    mediaType: CONTENT_KINDS[kind].mediaType,
    sha256,
    mine: part === 'OWNER',
    quarantine: quarantine && {
      ...{ reason: quarantine, message: QUARANTINE_WORDS[quarantine] },
      ...{ found: activeNames(document), releasable: isReleasable(document) },
    },
    released: releasedAt === null ? null : { at: iso(releasedAt), found: activeNames(document) },
    reviewReason: isTheirs ? reviewReason : null,
    reviewedAt: iso(reviewedAt),
    attachedTo: isTheirs ? [...attachedTo] : [],
    version,
  };
}

export const presentDownload = ({ document, ...file }: { document: DocumentRow } & FileForReader): Download =>
  new Download(file.open, {
    mediaType: CONTENT_KINDS[document.kind].mediaType,
    etag: file.etag,
    cacheControl: 'no-store',
    fileName: document.fileName,
    ...(file.whole ? {} : { sizeBytes: document.sizeBytes }),
  });

export const presentSeen = (document: DocumentRow): DocumentSeen => {
  const { id, type, title, uploadedAt } = presentTitle(document);
  const verified = document.review === 'VERIFIED';
  return {
    ...{ id, type, title, uploadedAt },
    verifiedAt: verified ? iso(document.reviewedAt) : null,
    verifiedBy: verified ? HOUSE : null,
  };
};

export const presentForAdmin = (
  document: DocumentRow,
  people: Map<string, User>,
): z.input<typeof DocumentForAdmin> => ({
  document: presentDocument({ document, part: 'ADMIN', attachedTo: [] }),
  owner: personOf(document.ownerId, people),
});

type Names = Pick<Identity, 'displayName'>;

export function nameOf(
  id: string,
  people: Map<string, User>,
  { displayName }: Names,
): { id: string; name: string } {
  const person = people.get(id);
  return { id, name: !person ? 'Former user' : person.roles.includes('admin') ? HOUSE : displayName(person) };
}

export const presentOfDeal =
  (people: Map<string, User>, names: Names) =>
  (read: ReadDocument): z.input<typeof DealDocument> => ({
    ...presentDocument(read),
    uploadedBy: nameOf(read.document.ownerId, people, names),
  });

export const presentVersion =
  (people: Map<string, User>, names: Names) =>
  (read: ReadDocument): z.input<typeof DocumentVersion> => ({
    document: presentDocument(read),
    uploadedBy: nameOf(read.document.ownerId, people, names),
  });

export const presentReading =
  (readers: Map<string, User>, names: Names) =>
  ({ id, readerId, deputyId, act, byLink, readAt }: Reading): z.input<typeof ReadingView> => ({
    ...{ id, reader: nameOf(readerId, readers, names), act, byLink, at: iso(readAt) },
    deputy: deputyId ? nameOf(deputyId, readers, names) : null,
  });
