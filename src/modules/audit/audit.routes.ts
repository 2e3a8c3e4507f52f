/** The endpoints of the action log. */
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { badCursor } from '../../platform/kernel/page';
import { z } from 'zod';
import { ActionLogEntry, ActionLogQuery, ActionLogVerdict } from './audit.schema';
import type { createListEntries } from './use-cases/list-entries';
import type { createVerify } from './use-cases/verify';

interface UseCases {
  listEntries: ReturnType<typeof createListEntries>;
  verify: ReturnType<typeof createVerify>;
}

export const auditRoutes = ({ listEntries, verify }: UseCases): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/admin/action-log',
    summary: 'Who did what, newest first.',
    access: 'admin',
    limit: 'admin',
    query: ActionLogQuery,
    paged: true,
    response: z.array(ActionLogEntry),
    problems: [badCursor],
  }).handledBy(({ query }) => listEntries(query)),

  endpoint({
    method: 'get',
    path: '/admin/action-log/verify',
    summary: 'Proves that no entry of the action log was changed or removed.',
    description: 'Walks the whole chain of seals, so it takes longer the longer the log is.',
    access: 'admin',
    limit: 'admin',
    response: ActionLogVerdict,
  }).handledBy(async () => {
    const { head, violations } = await verify();
    return {
      intact: violations.length === 0,
      head: { sealNumber: head.seq, hash: head.hash },
      violations,
    };
  }),
];
