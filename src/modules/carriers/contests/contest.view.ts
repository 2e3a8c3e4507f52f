/** A contest as its own person and as an administrator see it. */
import type { z } from 'zod';
import { personOf } from '../../identity';
import { iso } from '../../../platform/kernel/clock';
import type { Contest } from './contest.model';
import type { AdminContestShape, ContestShape } from './contest.schema';
import { shownBy } from '../proof-of-control/proof-of-control.rules';
import { type ContestWithHolders, hashOfHolders } from './contests';

export const presentContest = (contest: Contest): z.input<typeof ContestShape> => ({
  id: contest.id,
  usdot: contest.usdot,
  statement: contest.statement,
  documents: contest.documents ?? [],
  state: contest.state,
  openedAt: iso(contest.openedAt),
  closedAt: iso(contest.closedAt),
  reason: contest.reason,
});

export const presentContestForAdmin = ({
  contest,
  holders,
  people,
  legalName,
}: ContestWithHolders): z.input<typeof AdminContestShape> => ({
  ...presentContest(contest),
  userId: contest.userId,
  user: personOf(contest.userId, people),
  legalName,
  holders: holders.map(({ userId, level, levelSince, evidence, papers, liveSession }) => ({
    userId,
    user: personOf(userId, people),
    level,
    levelSince: iso(levelSince),
    shownBy: shownBy({ papers: papers ?? null, liveSession }, level),
    evidence,
    papers: papers ?? [],
    sessionHeldAt: iso(liveSession?.heldAt ?? null),
  })),
  holdersHash: hashOfHolders(holders),
});
