/** What a buyer looks for, and how listings match it. */
import type { UserActor } from '../../../platform/kernel/actor';
import { readEach } from '../../../platform/kernel/unreadable';
import { userDeleted } from '../../identity';
import type { ListingCard } from '../listing-views.schema';
import type { ListingsContext } from '../listings.context';
import { createFindListing } from '../use-cases/find-listing';
import { type Match, matchOf } from './match.rules';
import { type BuyerRequirements, defineRequirements } from './requirements.model';
import type { NewRequirements } from './requirements.schema';

export type Requirements = ReturnType<typeof createRequirements>;

/** Answers the score of a card; null where nothing is wished for. */
export type ScoreCard = (card: ListingCard) => number | null;

export function createRequirements(context: ListingsContext) {
  const { platform, audit, arrivals } = context;
  const { database, clock, events } = platform;
  const rows = defineRequirements(database);
  const find = createFindListing(context);

  const findRequirements = (userId: string): Promise<BuyerRequirements | null> => rows.findByPk(userId);

  events.on(userDeleted, 'listings.requirements', { runs: 'unit' }, async ({ userId }) => {
    await rows.destroy({ where: { userId } });
  });

  return {
    findRequirements,

    setRequirements: (actor: UserActor, sent: NewRequirements): Promise<BuyerRequirements> =>
      database.atomically(async () => {
        const { userId } = actor;
        const former = await rows.findByPk(userId, { lock: true });
        // What came before, or while they were not to be told, is not told.
        const seenUpTo = former?.tell ? former.seenUpTo : await arrivals.upTo();
        const values = { ...sent, seenUpTo, updatedAt: clock.now() };
        const kept = former ? await former.update(values) : await rows.create({ userId, ...values });
        await audit.record({
          actor,
          action: 'requirements.set',
          subject: { type: 'user', id: userId },
          detail: { wishes: Object.keys(sent.wishes), tell: sent.tell, leastScore: sent.leastScore },
        });
        return kept;
      }),

    /** What the reader's cards score; null for who is no buyer or wishes for nothing. */
    async scoringFor(actor: UserActor | null): Promise<ScoreCard | null> {
      if (!actor?.roles.includes('buyer')) return null;
      const requirements = await findRequirements(actor.userId);
      // Wishes that cannot be read score nothing: the cards are there all the same.
      const [wishes] = readEach(requirements ? [requirements] : [], (row) => row.wishes);
      return wishes ? (card) => matchOf(wishes, card).score : null;
    },

    /** Throws `not_found`. `cardOf` is the card that the reader sees. */
    async readMatch(
      actor: UserActor,
      id: string,
      cardFrom: (listing: Awaited<ReturnType<typeof find>>['listing']) => ListingCard,
    ): Promise<Match> {
      const { listing } = await find(actor, id);
      const requirements = await findRequirements(actor.userId);
      return matchOf(requirements?.wishes ?? {}, cardFrom(listing));
    },
  };
}
