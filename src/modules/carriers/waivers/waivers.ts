/** Records, lists and takes back waivers of out-of-service orders. */
import { Op } from 'sequelize';
import { modelKeyset, newestFirst, omitUndefined, readPage } from '../../../platform/db/keyset';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS, iso } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { Page } from '../../../platform/kernel/page';
import type { Platform } from '../../../platform/platform';
import type { Audit, AuditAction } from '../../audit';
import type { Identity, User } from '../../identity';
import type { CompanyParties } from '../company-parties';
import type { LookUps } from '../use-cases/look-up';
import type { defineWaivers, Waiver } from './waiver.model';
import type { Snapshots } from '../use-cases/save-snapshot';
import { noOrderInForce, orderDiffers, waiverEnded, waiverUntil } from './waiver.problems';
import { latestOrderOn, type WaiverFacts } from './waiver.rules';
import type { NewWaiver, WaiverQuery } from './waiver.schema';

const LONGEST_MS = 366 * DAY_MS;
const REPLACED = 'Another waiver took its place.';

interface WaiverDeps {
  Waivers: ReturnType<typeof defineWaivers>;
  audit: Audit;
  identity: Identity;
  parties: CompanyParties;
  lookUps: LookUps;
  snapshots: Snapshots;
}

export type Waivers = ReturnType<typeof createWaivers>;

export function createWaivers(
  { clock, database }: Platform,
  { Waivers, audit, identity, parties, lookUps, snapshots }: WaiverDeps,
) {
  const inForceOf = (usdot: number) => ({
    where: { usdot, endedAt: null, endsAt: { [Op.gt]: clock.now() } },
    order: [
      ['grantedAt', 'DESC'],
      ['id', 'DESC'],
    ] satisfies [string, string][],
  });

  /** All that are in force, so that none of two that came at once stays behind. */
  async function end(actor: UserActor, usdot: number, reason: string): Promise<void> {
    for (const waiver of await Waivers.findAll({ ...inForceOf(usdot), lock: true })) {
      await waiver.update({ endedAt: clock.now(), endedBy: actor.userId, endedBecause: reason });
    }
  }

  const note = (
    actor: UserActor,
    action: AuditAction,
    { id, usdot, orderedOn, endsAt }: Waiver,
    reason: string,
  ) =>
    audit.record({
      actor,
      action,
      subject: { type: 'out_of_service_waiver', id },
      reason,
      detail: { usdot, orderedOn, until: iso(endsAt) },
    });

  return {
    /** The admins who granted and ended these. */
    findPeople: (waivers: readonly Waiver[]): Promise<Map<string, User>> =>
      identity.findUsers([
        ...new Set(waivers.flatMap(({ grantedBy, endedBy }) => [grantedBy, ...(endedBy ? [endedBy] : [])])),
      ]),

    /** Of the companies, in the federal record. */
    findNames: (waivers: readonly Waiver[]): Promise<Map<number, string | null>> =>
      snapshots.namesOf(waivers.map(({ usdot }) => usdot)),

    /** The one that counts now: none by somebody who has become a party over the company since. */
    async inForce(usdot: number): Promise<WaiverFacts | null> {
      const waiver = await Waivers.findOne(inForceOf(usdot));
      return waiver && !(await parties.isParty(waiver.grantedBy, usdot)) ? waiver : null;
    },

    /** Of the order that the admin has read. Reads FMCSA's record first, so never inside a unit. */
    async grant(actor: UserActor, { usdot, orderedOn, until, reason }: NewWaiver): Promise<Waiver> {
      const endsAt = Date.parse(until);
      const now = clock.now();
      if (endsAt <= now || endsAt > now + LONGEST_MS) {
        throw waiverUntil('A waiver ends after now, and within a year.');
      }
      await parties.refuseParty(actor, usdot);
      const { outOfService } = (await lookUps.getProfile(usdot)).safety;
      if (outOfService.inForce !== true) {
        throw noOrderInForce(`FMCSA record shows no out-of-service order in force for USDOT ${usdot}.`);
      }
      const latest = latestOrderOn(outOfService);
      if (latest !== orderedOn) {
        throw orderDiffers(
          latest === undefined
            ? 'FMCSA record shows an order of an unknown day beside others: what came last cannot be told.'
            : `FMCSA record shows an order of ${latest ?? 'an unknown day'}.`,
        );
      }
      return database.atomically(async () => {
        await end(actor, usdot, REPLACED);
        const waiver = await Waivers.create({
          ...{ id: newId(), usdot, orderedOn, reason, endsAt },
          ...{ grantedBy: actor.userId, grantedAt: clock.now() },
          ...{ endedAt: null, endedBy: null, endedBecause: null },
        });
        await note(actor, 'out_of_service_waiver.granted', waiver, reason);
        return waiver;
      });
    },

    revoke: (actor: UserActor, id: string, reason: string): Promise<Waiver> =>
      database.atomically(async () => {
        const waiver = await Waivers.findByPk(id, { lock: true });
        if (!waiver) throw notFound('There is no such waiver.');
        await parties.refuseParty(actor, waiver.usdot);
        if (waiver.endedAt !== null || waiver.endsAt <= clock.now()) {
          throw waiverEnded('The waiver does not count any more.');
        }
        await end(actor, waiver.usdot, reason);
        await note(actor, 'out_of_service_waiver.revoked', waiver, reason);
        return waiver.reload();
      }),

    list: ({ usdot, ...query }: WaiverQuery): Promise<Page<Waiver>> =>
      readPage(
        modelKeyset(Waivers, {
          name: 'carriers.waivers',
          order: newestFirst('grantedAt'),
          where: omitUndefined({ usdot }),
        }),
        { ...query, usdot },
      ),
  };
}
