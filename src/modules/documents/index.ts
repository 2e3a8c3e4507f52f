/** The door of documents: files that people hand in, what they belong to, and who read them. */
import type { UserActor } from '../../platform/kernel/actor';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import type { Violation } from '../../platform/kernel/violation';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Platform } from '../../platform/platform';
import { createClamd } from './content/clamd';
import type { ContentKind } from './content/content-kinds';
import type { DocumentType } from './document-types';
import type { Download } from '../../platform/http/download';
import { readEach } from '../../platform/kernel/unreadable';
import { defineModels } from './document.model';
import { presentDownload, presentSeen, presentTitle } from './document.view';
import { createDocumentStore } from './document.store';
import type { DocumentsConfig } from './documents.config';
import type { DocumentsContext, DocumentsDeps } from './documents.context';
import { documentRoutes } from './documents.routes';
import type { DocumentSeen, DocumentTitle, HandedDocument } from './documents.schema';
import { registerUserData } from './documents.user-data';
import { createRequests } from './requests/requests';
import { requestRoutes } from './requests/request.routes';
import { createSubjects, type Subject, type Subjects } from './subjects';
import { createDeleteDocument } from './use-cases/delete-document';
import { createDropFile } from './use-cases/drop-file';
import { createFindViolations } from './use-cases/find-violations';
import { createJudgeQuarantine } from './use-cases/judge-quarantine';
import { createLinkDocument } from './use-cases/link-document';
import { createReadDocuments } from './use-cases/read-document';
import { createReviewDocument } from './use-cases/review-document';
import { createReplaceVersions } from './use-cases/replace-versions';
import { createRetainDocuments, type Needs } from './use-cases/retain-documents';
import { createSweepDocuments } from './use-cases/sweep-documents';
import { createUploadDocument } from './use-cases/upload-document';
import { createUseDocuments } from './use-cases/use-documents';

export * from './documents.events';
export { DOCUMENT_TYPES, type DocumentType } from './document-types';
export { documentNotUsable } from './documents.problems';
export { DocumentSeen, DocumentTitle, HandedDocument, HandedIds } from './documents.schema';
export type { Attaching, Subject, SubjectRules } from './subjects';

export interface DocumentFile {
  sha256: string;
  kind: ContentKind;
  fileName: string;
  /** Something in it acts, and an admin let it out of quarantine. */
  acts: boolean;
}

export interface Documents extends WaitingSource {
  /** Lets the module of a kind of thing tell who may read the documents of one, and attach to it. */
  register: Subjects['register'];
  /**
   * That these documents may serve the actor as evidence: uploaded by them, not in quarantine, not rejected, of one of
   * the types where some are named. In the unit that uses them. Throws `document_not_usable`, which the contract names.
   */
  require(
    actor: UserActor,
    ids: readonly string[],
    types?: readonly DocumentType[],
  ): Promise<DocumentTitle[]>;
  /** The same for an admin who names papers of others: uploaded by one of these people. In the unit that uses them. */
  requireOf(ownerIds: readonly string[], ids: readonly string[]): Promise<DocumentTitle[]>;
  /** The same, and verified by an admin; the version that stands. Locked until the unit ends. */
  requireVerified(ownerId: string, ids: readonly string[]): Promise<DocumentTitle[]>;
  /** What it belongs to. */
  subjectsOf(id: string): Promise<Subject[]>;
  /** Of these, those that nothing can rest on any more: rejected, deleted, in quarantine or replaced. */
  findFallen(ids: readonly string[]): Promise<string[]>;
  /** `require` and `attach` in one, answered with how they were called then. In the unit that uses them. */
  handIn(actor: UserActor, ids: readonly string[], subject: Subject): Promise<HandedDocument[]>;
  /** From now on they belong to it, and whoever may read it may read them. In the ambient unit. */
  attach(ids: readonly string[], subject: Subject): Promise<void>;
  /** Deletes those that nothing keeps, whoever owns them, in the ambient unit: when their time is over. */
  forget(ids: readonly string[]): Promise<void>;
  /** As they are named beside what they belong to; deleted ones are left out. */
  titlesOf(ids: readonly string[]): Promise<Map<string, DocumentTitle>>;
  /** The same, for each the version of its document that stands now. */
  standingTitlesOf(ids: readonly string[]): Promise<Map<string, DocumentTitle>>;
  /** What its readers may read of a subject, type by type: for a report to them. */
  listSeen(subject: Subject): Promise<DocumentSeen[]>;
  /** What is known of its file; null where there is no such document any more. */
  findFile(id: string): Promise<DocumentFile | null>;
  /** Whose it is, where the actor may see it now; null otherwise. */
  findOwner(actor: UserActor, id: string): Promise<string | null>;
  /** Rejects it, so that nobody but its owner and admins sees it, and tells the owner why. In the ambient unit. Throws `forbidden`, `not_found`. */
  hide(actor: UserActor, id: string, reason: string): Promise<void>;
  /** Unmarked, for what is signed by its hash: the caller says who may have it so. Noted as any reading. Throws `not_found`. */
  openOriginal(actor: UserActor, id: string): Promise<Download>;
  /** Lets a module keep documents that are attached to nothing, as long as it needs them. */
  alsoNeeds(isNeeded: Needs): void;
  /** Rows without a file, files without a row, wrong counts. */
  findViolations(): Promise<Violation[]>;
}

export function createDocuments(platform: Platform<DocumentsConfig>, deps: DocumentsDeps): Documents {
  const { config, database, scheduler } = platform;
  const models = defineModels(database);
  const context: DocumentsContext = {
    ...deps,
    platform,
    models,
    store: createDocumentStore(platform, models),
    subjects: createSubjects(),
    scanner: config.CLAMD_HOST ? createClamd(config.CLAMD_HOST, config.CLAMD_TIMEOUT_MS) : null,
  };
  const dropFile = createDropFile(context);
  const { seeFile, openOriginal, findOwner, ...reading } = createReadDocuments(context);
  const { deleteOldLinks, ...links } = createLinkDocument(context, {
    ...{ seeFile, openFile: reading.openFile },
  });
  const { hide, ...reviewing } = createReviewDocument(context);
  const deleting = createDeleteDocument(context, dropFile);
  const replaceVersions = createReplaceVersions(context);
  const { scanWaiting, deleteQuarantined, condemn } = createSweepDocuments(
    ...([context, dropFile, deleting, replaceVersions] as const),
  );
  const { listWaiting: waitingInQuarantine, ...judging } = createJudgeQuarantine(
    ...([context, deleting, { condemn }, replaceVersions] as const),
  );
  const using = createUseDocuments(context);
  const requests = createRequests(context, using);
  platform.serve('Documents', [
    ...documentRoutes(
      {
        ...{ ...reading, ...links, ...reviewing, ...judging, deleteDocument: deleting.deleteDocument },
        ...createUploadDocument(context, dropFile, replaceVersions),
      },
      deps.identity,
      config.DOCUMENT_MAX_MB * 1024 * 1024,
    ),
    ...requestRoutes(requests, deps.identity),
  ]);
  const retaining = createRetainDocuments(context, deleting);
  registerUserData(context, reading, deleting, requests);
  scheduler.every('documents.scan', MINUTE_MS, scanWaiting, { lane: 'outside' });
  scheduler.every('documents.quarantine', HOUR_MS, deleteQuarantined);
  scheduler.every('documents.retention', DAY_MS, retaining.deleteOverdue);
  scheduler.every('documents.links', HOUR_MS, async () => {
    await deleteOldLinks();
  });

  return {
    register: context.subjects.register,
    require: async (actor, ids, types) => (await using.require(actor, ids, types)).map(presentTitle),
    requireOf: async (ownerIds, ids) => (await using.requireOf(ownerIds, ids)).map(presentTitle),
    requireVerified: async (ownerId, ids) => (await using.requireVerified(ownerId, ids)).map(presentTitle),
    subjectsOf: context.store.subjectsOf,
    findFallen: using.findFallen,
    async handIn(actor, ids, subject) {
      const shown = (await using.require(actor, ids)).map(presentTitle);
      if (shown.length > 0) await using.attach(ids, subject);
      return shown.map(({ id, title }) => ({ id, title }));
    },
    attach: using.attach,
    forget: deleting.forget,
    alsoNeeds: retaining.alsoNeeds,
    async titlesOf(ids) {
      const rows = await using.findByIds(ids);
      return new Map(readEach(rows, (row) => [row.id, presentTitle(row)] as const));
    },
    async standingTitlesOf(ids) {
      const rows = await using.findStanding(ids);
      return new Map(readEach([...rows], ([id, row]) => [id, presentTitle(row)] as const));
    },
    listSeen: async (subject) => readEach(await using.listSeen(subject), presentSeen),
    async findFile(id) {
      const [row] = await using.findByIds([id]);
      if (!row) return null;
      const { sha256, kind, fileName, activeContent } = row;
      return { sha256, kind, fileName, acts: activeContent !== null };
    },
    findOwner,
    hide,
    openOriginal: async (actor, id) => presentDownload(await openOriginal(actor, id)),
    listWaiting: async () => [...(await reviewing.listWaiting()), await waitingInQuarantine()],
    findViolations: createFindViolations(context),
  };
}
