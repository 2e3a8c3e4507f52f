/** An administrator claims what waits in a queue, so that no two work on it; the claim ends by itself. */
import { Op, UniqueConstraintError } from 'sequelize';
import { notFound } from '../../platform/http/problem';
import { refuseOwnThing } from '../../platform/http/own-thing';
import type { UserActor } from '../../platform/kernel/actor';
import { iso, MINUTE_MS } from '../../platform/kernel/clock';
import type { AdminContext } from './admin.context';
import { claimedByAnother, notClaimed } from './admin.problems';
import { defineQueueClaims, type QueueClaim } from './queue-claim.model';
import type { AuditAction } from '../audit';

/** What is claimed: the kind of its queue, and its id there. */
export interface Claimed {
  kind: string;
  id: string;
}

export const claimIdOf = ({ kind, id }: Claimed): string => `${kind}:${id}`;

export type QueueClaims = ReturnType<typeof createQueueClaims>;

export function createQueueClaims({ platform, audit, sources }: AdminContext) {
  const { clock, config, database } = platform;
  const Claims = defineQueueClaims(database);

  async function refuseUnlessWaiting(actor: UserActor, { kind, id }: Claimed): Promise<void> {
    const queues = (await Promise.all(sources.map((source) => source.listWaiting()))).flat();
    const item = queues.find((queue) => queue.kind === kind)?.items.find((each) => each.id === id);
    if (!item) throw notFound('The queue shows nothing with this id.');
    refuseOwnThing(actor, ...(item.userId === null ? [] : [item.userId]), ...(item.concerns ?? []));
  }

  const note = (actor: UserActor, action: AuditAction, claim: QueueClaim) =>
    audit.record({
      actor,
      action,
      subject: { type: 'queue_item', id: claim.id },
      detail: { until: iso(claim.endsAt) },
    });

  const another = ({ endsAt }: Pick<QueueClaim, 'endsAt'>) =>
    claimedByAnother(`Another administrator looks after it until ${iso(endsAt)}.`);

  async function take(actor: UserActor, id: string): Promise<QueueClaim> {
    const now = clock.now();
    const values = {
      claimedBy: actor.userId,
      claimedAt: now,
      endsAt: now + config.QUEUE_CLAIM_MINUTES * MINUTE_MS,
    };
    const held = await Claims.findByPk(id, { lock: true });
    if (held && held.endsAt > now && held.claimedBy !== actor.userId) throw another(held);
    const claim = held ? await held.update(values) : await Claims.create({ id, ...values });
    await note(actor, 'queue_item.claimed', claim);
    return claim;
  }

  return {
    /** Claimed again by the same, it lasts anew. Throws `claimed_by_another`. */
    async claim(actor: UserActor, item: Claimed): Promise<QueueClaim> {
      await refuseUnlessWaiting(actor, item);
      const id = claimIdOf(item);
      try {
        return await database.atomically(() => take(actor, id));
      } catch (error) {
        // Of two first claims at once the other one has come through.
        if (!(error instanceof UniqueConstraintError)) throw error;
        return database.atomically(() => take(actor, id));
      }
    },

    release: (actor: UserActor, item: Claimed): Promise<void> =>
      database.atomically(async () => {
        const claim = await Claims.findByPk(claimIdOf(item), { lock: true });
        if (!claim || claim.claimedBy !== actor.userId || claim.endsAt <= clock.now()) {
          throw notClaimed('You have not claimed it, or your claim has ended.');
        }
        await claim.destroy();
        await note(actor, 'queue_item.released', claim);
      }),

    /** Those that last, of these items. */
    async listOf(items: Claimed[]): Promise<Map<string, QueueClaim>> {
      if (items.length === 0) return new Map();
      const where = { id: items.map(claimIdOf), endsAt: { [Op.gt]: clock.now() } };
      return new Map((await Claims.findAll({ where })).map((claim) => [claim.id, claim]));
    },

    async dropEnded(): Promise<void> {
      await Claims.destroy({ where: { endsAt: { [Op.lte]: clock.now() } } });
    },
  };
}
