/** The endpoints of a user's API keys. None of them is open to a key itself. */
import { z } from 'zod';
import { type Endpoint, endpoint } from '../../../platform/http/endpoint';
import { byId, Done, done } from '../../../platform/http/wire';
import type { ApiKeys } from './api-keys';
import { keyExpiryInvalid, tooManyKeys } from './api-keys.problems';
import { apiKeyShapes } from './api-keys.schema';
import { presentApiKey } from './api-keys.view';

export function apiKeyRoutes(
  { listKeys, createKey, revokeKey }: ApiKeys,
  endpoints: readonly Endpoint[],
): Endpoint[] {
  const { NewApiKey, ApiKeyView, ApiKeyCreated } = apiKeyShapes(endpoints);
  return [
    endpoint({
      operationId: 'listApiKeys',
      method: 'get',
      path: '/users/me/api-keys',
      summary: 'List your active API keys, newest first.',
      access: 'user',
      response: z.array(ApiKeyView),
    }).handledBy(async ({ actor }) => (await listKeys(actor.userId)).map(presentApiKey)),

    endpoint({
      operationId: 'createApiKey',
      method: 'post',
      path: '/users/me/api-keys',
      summary: 'Create an API key for a program.',
      description:
        '`key` is shown only in this answer; send it as `Authorization: Bearer …`. A key can do what its scopes allow, but nothing that is for admins or needs a step-up.',
      access: 'user',
      feature: 'FEATURE_API_KEYS',
      provenEmail: true,
      stepUp: true,
      body: NewApiKey,
      status: 201,
      response: ApiKeyCreated,
      problems: [tooManyKeys, keyExpiryInvalid],
    }).handledBy(async ({ actor, body }) => {
      const expiresAt = body.expiresAt === undefined ? null : Date.parse(body.expiresAt);
      const { row, key } = await createKey(actor, { ...body, expiresAt });
      return { ...presentApiKey(row), key };
    }),

    endpoint({
      operationId: 'revokeApiKey',
      method: 'delete',
      path: '/users/me/api-keys/{id}',
      summary: 'Revoke an API key with immediate effect.',
      access: 'user',
      params: byId,
      response: Done,
    }).handledBy(async ({ actor, params }) => {
      await revokeKey(actor, params.id);
      return done;
    }),
  ];
}
