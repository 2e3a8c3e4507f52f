/** The ways in which uploading, reading and reviewing documents can be refused. */
import { notFound, problemKind } from '../../platform/http/problem';

/** The same for what is not there and for what the reader may not see. */
export const noSuchDocument = () => notFound('There is no such document here.');

export const documentUnsupported = problemKind(
  'document_unsupported',
  422,
  'This kind of file is not taken',
  'Save it in one of the formats that the operation names, and upload it again.',
);
export const documentDamaged = problemKind(
  'document_damaged',
  422,
  'The file is damaged',
  'Open it, save it anew, and upload it again.',
);
export const documentLocked = problemKind(
  'document_locked',
  422,
  'The file is locked',
  'Save it without a password, and upload it again.',
);
export const documentUnsafe = problemKind(
  'document_unsafe',
  422,
  'The file is not safe to hand to others',
  'Do what `detail` says, as a rule: save it as PDF, and upload it again.',
);
export const documentQuotaReached = problemKind(
  'document_quota_reached',
  409,
  'You have as many documents as an account may have',
  'Delete documents that you do not need any more.',
);
export const inQuarantine = problemKind(
  'document_quarantined',
  409,
  'The document is in quarantine',
  'Nobody can download it meanwhile. Read its `quarantine` for what happens next.',
);
export const documentNotReleasable = problemKind(
  'document_not_releasable',
  409,
  'The document cannot be let out of quarantine',
  'Refuse it, or leave it: it is deleted after 7 days. Its owner can print it to a new PDF.',
);
export const documentNotMarked = problemKind(
  'document_not_marked',
  409,
  'The document cannot be marked with your name',
  'Only its owner can download it as it is. Ask them to print it to a new PDF and upload that.',
);
export const documentKept = problemKind(
  'document_kept',
  409,
  'The document has to be kept',
  'It belongs to a deal, or to a listing that is sold or being sold.',
);
export const documentChanged = problemKind(
  'document_changed',
  409,
  'The document has changed since you read it',
  'Read it again, then decide on the version that stands now.',
);
export const documentReplaced = problemKind(
  'document_replaced',
  409,
  'A newer version took the place of this one',
  'Use the version that `detail` names.',
);
export const documentDecided = problemKind(
  'document_decided',
  409,
  'The document has this verdict already',
  'Read it again.',
);
export const documentNotUsable = problemKind(
  'document_not_usable',
  422,
  'A document cannot be used for this',
  'Name documents that you uploaded, that are not rejected, and of a type that is asked for.',
);
export const subjectClosed = problemKind(
  'subject_closed',
  409,
  'Nothing can be attached to this any more',
  'Upload the document without attaching it, or attach it to what is still open.',
);
