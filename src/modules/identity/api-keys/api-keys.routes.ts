/** The endpoints of a person's API keys. None of them is open to a key itself. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../../platform/http/endpoint';
import { SCOPES } from '../../../platform/http/scopes';
import { byId, Done, done, Id, Instant, line } from '../../../platform/http/wire';
import { iso } from '../../../platform/kernel/clock';
import type { ApiKeyRow, ApiKeys } from './api-keys';
import { expiryRefused, tooManyKeys } from './api-keys.problems';

const Scope = z.enum(SCOPES);

const NewApiKey = z.strictObject({
  name: line(100),
  scopes: z.array(Scope).min(1).max(SCOPES.length),
  /** Without it the key lives until it is revoked. */
  expiresAt: Instant.optional(),
});

const ApiKeyView = z.strictObject({
  id: Id,
  name: z.string(),
  /** How the key begins and ends, to know it by. */
  prefix: z.string(),
  lastFour: z.string(),
  scopes: z.array(Scope),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});

/** The only answer with the key itself. */
const ApiKeyMade = ApiKeyView.extend({ key: z.string() });

const viewKey = (row: ApiKeyRow): z.input<typeof ApiKeyView> => ({
  id: row.id,
  name: row.name,
  prefix: `mcx_${row.prefix}`,
  lastFour: row.lastFour,
  scopes: row.scopes.split(' '),
  createdAt: iso(row.createdAt),
  expiresAt: iso(row.expiresAt),
  lastUsedAt: iso(row.lastUsedAt),
});

export const apiKeyRoutes = ({ listKeys, createKey, revokeKey }: ApiKeys): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/users/me/api-keys',
    summary: 'Your API keys that are good, the newest first.',
    access: 'user',
    response: z.array(ApiKeyView),
  }).handledBy(async ({ actor }) => (await listKeys(actor.userId)).map(viewKey)),

  endpoint({
    method: 'post',
    path: '/users/me/api-keys',
    summary: 'Make an API key for a program of yours.',
    description:
      'Its `key` is shown this once; send it as `Authorization: Bearer …`. It does what its scopes name, and never what an admin does or what asks for a fresh proof that it is you.',
    access: 'user',
    stepUp: true,
    body: NewApiKey,
    status: 201,
    response: ApiKeyMade,
    problems: [tooManyKeys, expiryRefused],
  }).handledBy(async ({ actor, body }) => {
    const expiresAt = body.expiresAt === undefined ? null : Date.parse(body.expiresAt);
    const { row, key } = await createKey(actor, { ...body, expiresAt });
    return { ...viewKey(row), key };
  }),

  endpoint({
    method: 'delete',
    path: '/users/me/api-keys/{id}',
    summary: 'Revoke an API key, with its next request.',
    access: 'user',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await revokeKey(actor, params.id);
    return done;
  }),
];
