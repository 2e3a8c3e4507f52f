/** What documents add to a person's export, and what becomes of them with the account. */
import { collectPages } from '../../platform/db/walk';
import { mapPage } from '../../platform/kernel/page';
import { userDeleted } from '../identity';
import { presentDocument } from './document.view';
import type { DocumentsContext } from './documents.context';
import { presentRequest } from './requests/request.view';
import type { Requests } from './requests/requests';
import type { DeleteDocument } from './use-cases/delete-document';
import type { ReadDocuments } from './use-cases/read-document';

const HEARER = 'documents';

export function registerUserData(
  { identity, platform }: DocumentsContext,
  { listOwn }: Pick<ReadDocuments, 'listOwn'>,
  { forgetOwner }: Pick<DeleteDocument, 'forgetOwner'>,
  { list, peopleOf, forgetPerson }: Pick<Requests, 'list' | 'peopleOf' | 'forgetPerson'>,
): void {
  identity.contributesToExport('documents', (person) =>
    collectPages(async (query) => mapPage(await listOwn(person, query), presentDocument)),
  );
  identity.contributesToExport('documentRequests', async (person) => {
    const rows = await collectPages((query) => list(person, query));
    return rows.map(presentRequest(await peopleOf(rows), identity, person.userId));
  });
  platform.events.on(userDeleted, HEARER, { runs: 'unit' }, async (news) => {
    await forgetPerson(news);
    await forgetOwner(news);
  });
}
