/** An API key on the wire, without the key itself. */
import type { Scope } from '../../../platform/http/endpoint';
import { iso } from '../../../platform/kernel/clock';
import type { ApiKeyRow } from './api-keys';
import type { ApiKeyView } from './api-keys.schema';

export const presentApiKey = (row: ApiKeyRow): ApiKeyView => ({
  id: row.id,
  name: row.name,
  prefix: `mcx_${row.prefix}`,
  lastFour: row.lastFour,
  scopes: row.scopes.split(' ') as Scope[],
  createdAt: iso(row.createdAt),
  expiresAt: iso(row.expiresAt),
  lastUsedAt: iso(row.lastUsedAt),
});
