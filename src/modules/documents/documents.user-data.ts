/** What documents add to a person's export, and what becomes of them with the account. */
import { collectPages } from '../../platform/db/walk';
import { mapPage } from '../../platform/kernel/page';
import { userDeleted } from '../identity';
import { presentDocument } from './document.view';
import type { DocumentsContext } from './documents.context';
import type { DeleteDocument } from './use-cases/delete-document';
import type { ReadDocuments } from './use-cases/read-document';

const HEARER = 'documents';

export function registerUserData(
  { identity, platform }: DocumentsContext,
  { listOwn }: Pick<ReadDocuments, 'listOwn'>,
  { forgetOwner }: Pick<DeleteDocument, 'forgetOwner'>,
): void {
  identity.contributesToExport('documents', (person) =>
    collectPages(async (query) => mapPage(await listOwn(person, query), presentDocument)),
  );
  platform.events.on(userDeleted, HEARER, { runs: 'unit' }, forgetOwner);
}
