/** With whom a broker writes and whom they read: those alone towards whom the client stands on the side of the mandate. */
import { isInRole, type UserActor } from '../../platform/kernel/actor';
import { type defineModels, SUPPORT } from './message.model';
import { noSuchConversation } from './messages.problems';
import type { Relations } from './relations';

const ROLE_OF = { BUYER: 'buyer', SELLER: 'seller' } as const;

export type Deputies = ReturnType<typeof createDeputies>;

export function createDeputies(
  { sides }: Pick<ReturnType<typeof defineModels>, 'sides'>,
  relations: Relations,
) {
  /** What a person says to support is their own, and so is a conversation that is about both sides of the market. */
  async function meets(actor: UserActor, partnerIds: readonly string[]): Promise<string[]> {
    if (!actor.deputy) return [...partnerIds];
    const people = partnerIds.filter((id) => id !== SUPPORT);
    const standsAs = await relations.partsTowards(actor.userId, people);
    return people.filter((id) => {
      const parts = standsAs.get(id) ?? [];
      return parts.length > 0 && parts.every((part) => isInRole(actor, ROLE_OF[part]));
    });
  }

  const mayMeet = async (actor: UserActor, partnerId: string): Promise<boolean> =>
    !actor.deputy || (await meets(actor, [partnerId])).length > 0;

  return {
    mayMeet,

    /** @throws not_found */
    async refuseOtherSide(actor: UserActor, partnerId: string): Promise<void> {
      if (!(await mayMeet(actor, partnerId))) throw noSuchConversation();
    },

    /** Of those with whom there is a conversation; null where it is all of them. */
    async partnersOf(actor: UserActor): Promise<string[] | null> {
      if (!actor.deputy) return null;
      const rows = await sides.findAll({ where: { memberId: actor.userId }, attributes: ['partnerId'] });
      return meets(
        actor,
        rows.map(({ partnerId }) => partnerId),
      );
    },
  };
}
