/** The endpoints of the action log. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { mapPage } from '../../platform/kernel/page';
import { ActionLogEntry, ActionLogQuery, ActionLogVerdict } from './audit.schema';
import { presentEntry, presentVerdict } from './audit.view';
import type { FindNames } from './naming';
import type { createListEntries } from './use-cases/list-entries';
import type { createVerify } from './use-cases/verify';

interface UseCases {
  listEntries: ReturnType<typeof createListEntries>;
  verify: ReturnType<typeof createVerify>;
  namesOf: FindNames;
}

export const auditRoutes = ({ listEntries, verify, namesOf }: UseCases): Endpoint[] => [
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
    const page = await listEntries(query);
    const users = page.items.filter(({ actorKind }) => actorKind === 'user');
    const names = await namesOf(users.map(({ actorId }) => actorId));
    return mapPage(page, (row) => presentEntry(row, names));
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
