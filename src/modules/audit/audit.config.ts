/** What audit reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice } from '../../platform/kernel/config-slice';

export type AuditConfig = ConfigOf<typeof auditConfig>;

export const auditConfig = configSlice({
  variables: {
    /**
     * A file, on storage that the database's owner cannot write to alone, which takes the head of the chain of each
     * sealing. Without it the heads stand in the log only.
     */
    AUDIT_ANCHOR_FILE: z.string().startsWith('/', 'must be a path from the root').optional(),
  },
  warnings: ({ AUDIT_ANCHOR_FILE }, production) =>
    production && !AUDIT_ANCHOR_FILE
      ? ['AUDIT_ANCHOR_FILE: is not set: the end of the audit trail is witnessed by the log alone']
      : [],
});
