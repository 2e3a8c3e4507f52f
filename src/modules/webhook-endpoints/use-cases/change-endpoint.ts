/** What owners do with their endpoints: create, change, pause, resume, delete, and give them another secret. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { refuseAddress } from '../address.rules';
import { confirming, ENDPOINTS_MAX, FORMER_SECRET_LIVES_MS, unconfirmedOf } from '../delivery.rules';
import { findUnreachable } from '../post-webhook';
import type { WebhookEndpoint } from '../webhook-endpoint.model';
import type { WebhookEndpointsContext } from '../webhook-endpoints.context';
import { webhookAddressSet } from '../webhook-endpoints.events';
import {
  throwIfRefused,
  tooManyWebhookEndpoints,
  webhookAddressRefused,
  webhookEndpointUnconfirmed,
} from '../webhook-endpoints.problems';
import { lockOwn } from './lock-endpoint';
import type { Wake } from './deliver';

export interface EndpointFields {
  url: string;
  name: string | null;
  kinds: string[];
}

/** With the secret that its owner is shown this once. */
export interface WithSecret {
  endpoint: WebhookEndpoint;
  secret: string;
}

const CONFIRMED_BY = {
  URL: 'set its address anew, the same or another one',
  SECRET: 'give it a new secret',
} as const;

export function createChangeEndpoint(context: WebhookEndpointsContext, wake: Wake) {
  const { platform, models, audit, identity, signing, resolveName } = context;
  const { clock, config, database, events, log } = platform;

  /** Asks a name server, so never inside a unit. @throws webhook_address_refused */
  async function checkAddress(url: string): Promise<void> {
    throwIfRefused(refuseAddress(url, config.WEBHOOK_LOOPBACK));
    if (config.WEBHOOK_LOOPBACK && url.startsWith('http:')) return;
    const unreachable = await findUnreachable(resolveName, url);
    if (unreachable) throw webhookAddressRefused(unreachable);
  }

  const record = (
    actor: UserActor,
    act: 'created' | 'changed' | 'paused' | 'resumed' | 'deleted' | 'secret_rotated',
    { id, url }: WebhookEndpoint,
    detail: object = {},
  ) =>
    audit.record({
      actor,
      action: `webhook_endpoint.${act}`,
      subject: { type: 'webhook_endpoint', id },
      detail: { host: new URL(url).host, ...detail },
    });

  const emitAddressSet = ({ id, userId, url }: WebhookEndpoint) =>
    events.emit(webhookAddressSet, { endpointId: id, userId, host: new URL(url).host });

  /** In a unit, on the locked row: what waited goes out. */
  async function activate(endpoint: WebhookEndpoint): Promise<void> {
    const now = clock.now();
    await endpoint.update({
      ...{ status: 'ACTIVE', offReason: null, statusAt: now, updatedAt: now },
      ...{ failures: 0, failingSince: null, quietUntil: null },
    });
    await wake(endpoint.id);
  }

  return {
    /** @throws webhook_address_refused, too_many_webhook_endpoints */
    async createEndpoint(actor: UserActor, fields: EndpointFields): Promise<WithSecret> {
      await checkAddress(fields.url);
      return database.atomically(async () => {
        await identity.lockSignedIn(actor);
        const { userId } = actor;
        if ((await models.endpoints.count({ where: { userId } })) >= ENDPOINTS_MAX) {
          throw tooManyWebhookEndpoints(
            `You can have ${ENDPOINTS_MAX} webhook endpoints. Delete one that you no longer need.`,
          );
        }
        const id = newId();
        const now = clock.now();
        const secret = signing.newSecret();
        const endpoint = await models.endpoints.create({
          ...{ id, userId, ...fields, status: 'ACTIVE', statusAt: now, failures: 0 },
          ...{ sealedSecret: signing.seal(secret, id), secretAt: now, createdAt: now, updatedAt: now },
        });
        await record(actor, 'created', endpoint, { kinds: fields.kinds });
        await emitAddressSet(endpoint);
        return { endpoint, secret };
      });
    },

    /** What waits goes to the new address. @throws not_found, webhook_address_refused, switched_off */
    async changeEndpoint(
      actor: UserActor,
      id: string,
      fields: Partial<EndpointFields>,
    ): Promise<WebhookEndpoint> {
      if (fields.url !== undefined) await checkAddress(fields.url);
      return database.atomically(async () => {
        await identity.lockSignedIn(actor);
        const endpoint = await lockOwn(context, actor, id);
        const moved = fields.url !== undefined && fields.url !== endpoint.url;
        if (moved) platform.features.refuseOff('FEATURE_WEBHOOKS');
        await endpoint.update({
          ...{ ...fields, updatedAt: clock.now() },
          ...(fields.url === undefined ? {} : { unconfirmed: confirming(endpoint, 'URL') }),
        });
        await record(actor, 'changed', endpoint, { fields: Object.keys(fields) });
        if (moved) await emitAddressSet(endpoint);
        return endpoint;
      });
    },

    /** What comes meanwhile waits. One that is switched off stays so. @throws not_found */
    pauseEndpoint: (actor: UserActor, id: string): Promise<WebhookEndpoint> =>
      database.atomically(async () => {
        const endpoint = await lockOwn(context, actor, id);
        if (endpoint.status !== 'ACTIVE') return endpoint;
        const now = clock.now();
        await endpoint.update({ status: 'PAUSED', statusAt: now, updatedAt: now });
        await record(actor, 'paused', endpoint);
        return endpoint;
      }),

    /** @throws not_found, webhook_endpoint_unconfirmed */
    resumeEndpoint: (actor: UserActor, id: string): Promise<WebhookEndpoint> =>
      database.atomically(async () => {
        await identity.lockSignedIn(actor);
        const endpoint = await lockOwn(context, actor, id);
        if (endpoint.status === 'ACTIVE') return endpoint;
        const unconfirmed = unconfirmedOf(endpoint);
        if (unconfirmed.length > 0)
          throw webhookEndpointUnconfirmed(
            `First ${unconfirmed.map((part) => CONFIRMED_BY[part]).join(', and ')}.`,
          );
        await record(actor, 'resumed', endpoint, { was: endpoint.offReason ?? endpoint.status });
        await activate(endpoint);
        return endpoint;
      }),

    /** With everything that was posted to it. @throws not_found */
    deleteEndpoint: (actor: UserActor, id: string): Promise<void> =>
      database.atomically(async () => {
        const endpoint = await lockOwn(context, actor, id);
        await record(actor, 'deleted', endpoint);
        await dropEndpoints(context, [id]);
      }),

    /**
     * From now on the new secret signs, and beside it the one before, for a day or not at all: never more than two.
     * @throws not_found
     */
    rotateSecret: (actor: UserActor, id: string, dropFormer: boolean): Promise<WithSecret> =>
      database.atomically(async () => {
        await identity.lockSignedIn(actor);
        const endpoint = await lockOwn(context, actor, id);
        const now = clock.now();
        const secret = signing.newSecret();
        // What cannot be read any more signs nothing.
        const unconfirmed = unconfirmedOf(endpoint);
        // Nor what somebody else may know.
        const drops = dropFormer || endpoint.offReason === 'SECRET_LOST' || unconfirmed.includes('SECRET');
        await endpoint.update({
          sealedFormerSecret: drops ? null : endpoint.sealedSecret,
          formerSecretUntil: drops ? null : now + FORMER_SECRET_LIVES_MS,
          sealedSecret: signing.seal(secret, id),
          ...{ secretAt: now, updatedAt: now, unconfirmed: confirming(endpoint, 'SECRET') },
        });
        await record(actor, 'secret_rotated', endpoint, { formerDropped: drops });
        return { endpoint, secret };
      }),

    /** Dead secrets are not kept. */
    forgetFormerSecrets(signal: AbortSignal): Promise<void> {
      const now = clock.now();
      const dead = selectKeyset<{ id: string }>(database, {
        name: 'webhooks.former_secrets',
        order: BY_ID,
        select: 'id',
        from: 'webhook_endpoints',
        where: ['formerSecretUntil <= :now'],
        values: { now },
      });
      const forget = ({ id }: { id: string }) =>
        database.change(
          `UPDATE webhook_endpoints SET sealedFormerSecret = NULL, formerSecretUntil = NULL
           WHERE id = :id AND formerSecretUntil <= :now`,
          { id, now },
        );
      return sweep(log, dead, forget, signal);
    },
  };
}

/** In a unit: endpoints with their deliveries and tries. */
export async function dropEndpoints(
  { platform: { database } }: Pick<WebhookEndpointsContext, 'platform'>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const values = { ids: [...ids] };
  await database.change(
    `DELETE FROM webhook_tries
     WHERE deliveryId IN (SELECT id FROM webhook_deliveries WHERE endpointId IN (:ids))`,
    values,
  );
  await database.change('DELETE FROM webhook_deliveries WHERE endpointId IN (:ids)', values);
  await database.change('DELETE FROM webhook_endpoints WHERE id IN (:ids)', values);
}
