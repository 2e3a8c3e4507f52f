/** The endpoints of the action log. */
import { z } from 'zod';
import { CSV, streamCsv } from '../../platform/http/csv';
import { FileContent } from '../../platform/http/download';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { mapPage } from '../../platform/kernel/page';
import { readEach } from '../../platform/kernel/unreadable';
import { ActionLogEntry, ActionLogFilters, ActionLogQuery, ActionLogVerdict } from './audit.schema';
import { FILE_HEAD, presentEntry, presentLine, presentVerdict } from './audit.view';
import type { FindNames } from './naming';
import type { EntryRow, ListEntries } from './use-cases/list-entries';
import type { createVerify } from './use-cases/verify';

interface UseCases {
  listEntries: ListEntries;
  verify: ReturnType<typeof createVerify>;
  namesOf: FindNames;
}

export const auditRoutes = ({ listEntries, verify, namesOf }: UseCases): Endpoint[] => {
  const namesIn = (rows: readonly EntryRow[]) =>
    namesOf(rows.filter(({ actorKind }) => actorKind === 'user').map(({ actorId }) => actorId));
  return [
    endpoint({
      operationId: 'listActions',
      method: 'get',
      path: '/admin/action-log',
      summary: 'List who did what, newest first.',
      access: 'admin',
      query: ActionLogQuery,
      paged: true,
      response: z.array(ActionLogEntry),
    }).handledBy(async ({ query }) => {
      const page = await listEntries.list(query);
      const names = await namesIn(page.items);
      return mapPage(page, (row) => presentEntry(row, names));
    }),

    endpoint({
      operationId: 'exportActionLog',
      method: 'get',
      path: '/admin/action-log/export',
      summary: 'Download who did what as a CSV file, newest first.',
      description: 'All that the filters leave. That it was downloaded is written down itself.',
      access: 'admin',
      query: ActionLogFilters,
      download: [CSV],
      response: FileContent,
    }).handledBy(async ({ actor, query }) => {
      const batches = await listEntries.export(actor, query);
      return streamCsv(
        FILE_HEAD,
        async function* () {
          for await (const rows of batches()) {
            const names = await namesIn(rows);
            yield readEach(rows, (row) => presentLine(presentEntry(row, names)));
          }
        },
        'action-log.csv',
      );
    }),

    endpoint({
      operationId: 'verifyActionLog',
      method: 'get',
      path: '/admin/action-log/verify',
      summary: 'Verify that no entry of the action log was changed or removed.',
      description: 'Checks the whole chain of seals, so the time that it takes grows with the log.',
      access: 'admin',
      response: ActionLogVerdict,
    }).handledBy(async () => presentVerdict(await verify())),
  ];
};
