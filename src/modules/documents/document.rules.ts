/** Who may read a document, and what may be done with it. */
import { isInRole, type UserActor } from '../../platform/kernel/actor';
import { DEPUTY_TYPES, type DocumentType } from './document-types';
import type { DocumentStatus, QuarantineReason, Review } from './document.model';

export interface DocumentState {
  ownerId: string;
  status: DocumentStatus;
  review: Review;
}

/** In what part somebody asks for a document. `SUBJECT`: they may read something that it belongs to. */
export type Part = 'OWNER' | 'ADMIN' | 'SUBJECT' | 'STRANGER';

/** Of the types that whoever acts for the owner handles in this role; all of them for the owner. */
export const handlesType = (actor: UserActor, type: DocumentType): boolean =>
  !actor.deputy ||
  (['seller', 'buyer'] as const).some((role) => isInRole(actor, role) && DEPUTY_TYPES[role].includes(type));

/** Whether others than owner and admins get to see it at all, so that it is worth asking what it belongs to. */
export const isShown = ({ status, review }: DocumentState): boolean =>
  status === 'AVAILABLE' && review !== 'REJECTED';

/** Owner and admins see what is in quarantine or rejected; nobody sees what is deleted. */
export const maySee = (document: DocumentState, part: Part): boolean =>
  document.status !== 'DELETED' &&
  (part === 'OWNER' || part === 'ADMIN' || (part === 'SUBJECT' && isShown(document)));

export const mayDownload = (document: DocumentState, part: Part): boolean =>
  maySee(document, part) && document.status === 'AVAILABLE';

/** What a script or a form is called in PDF: a federal form may well have one. What carries files or starts programs is let out by nobody. */
const RELEASABLE: readonly string[] = ['JavaScript', 'JS', 'XFA', 'SubmitForm', 'ImportData', 'GoToR'];

export const activeNames = ({ activeContent }: { activeContent: string | null }): string[] =>
  activeContent === null ? [] : activeContent.split(' ');

/** Whether an admin may let it out: it waits for them, and all that acts in it is known and of the kind that forms have. */
export function isReleasable(document: {
  quarantine: QuarantineReason | null;
  activeContent: string | null;
}): boolean {
  const names = activeNames(document);
  return (
    document.quarantine === 'ACTIVE_CONTENT' &&
    names.length > 0 &&
    names.every((name) => RELEASABLE.includes(name))
  );
}

/** What the owner is told of a quarantine. */
export const QUARANTINE_WORDS: Record<QuarantineReason, string> = {
  SCAN_PENDING:
    'Our virus scanner does not answer right now. We scan the file as soon as it does; you need not do anything.',
  ACTIVE_CONTENT:
    'The PDF has a script, a form that acts, or another file in it. Print it to a new PDF and upload that. An administrator looks at this one; unless they let it out, it is deleted after 7 days.',
  VIRUS: 'Our virus scanner found a virus in the file, so we deleted it. Upload a clean copy.',
};
