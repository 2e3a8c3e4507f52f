/** What API keys look like on the wire. */
import { z } from 'zod';
import type { Endpoint, Scope } from '../../../platform/http/endpoint';
import { Id, Instant, line } from '../../../platform/http/wire';

/** Every scope that some endpoint asks for. */
const scopesOf = (endpoints: readonly Endpoint[]): Scope[] =>
  [...new Set(endpoints.flatMap(({ contract }) => contract.scope ?? []))].sort();

/** The scopes are known once every module is made, so they are looked up when first used. */
export function apiKeyShapes(endpoints: readonly Endpoint[]) {
  const Scopes = z.lazy(() => z.array(z.enum(scopesOf(endpoints))).describe('What the key may do.'));
  const NewApiKey = z
    .strictObject({
      name: line(100).describe('A name to recognize the key by.'),
      scopes: z.lazy(() => {
        const scopes = scopesOf(endpoints);
        return z.array(z.enum(scopes)).min(1).max(scopes.length).describe('What the key may do.');
      }),
      expiresAt: Instant.optional().describe('When the key stops working. Without it, when you revoke it.'),
    })
    .meta({ id: 'NewApiKey' });
  const ApiKeyView = z
    .strictObject({
      id: Id,
      name: z.string().describe('The name that you gave it.'),
      prefix: z.string().describe('How the key begins.'),
      lastFour: z.string().describe('How the key ends.'),
      scopes: Scopes,
      createdAt: Instant.describe('When the key was created.'),
      expiresAt: Instant.nullable().describe('When the key stops working; null if only when revoked.'),
      lastUsedAt: Instant.nullable().describe('When the key was last used, to the minute; null if never.'),
    })
    .meta({ id: 'ApiKey' });
  const ApiKeyCreated = ApiKeyView.extend({
    key: z.string().describe('The key itself. It is not shown again.'),
  }).meta({ id: 'ApiKeyCreated' });
  return { NewApiKey, ApiKeyView, ApiKeyCreated };
}

export type ApiKeyView = z.input<ReturnType<typeof apiKeyShapes>['ApiKeyView']>;
