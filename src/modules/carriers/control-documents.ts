/** Who may read the papers that prove or contest control: who handed them in, and admins. Told to the module that keeps them. */
import type { SubjectRules } from '../documents';
import type { defineContests } from './contests/contest.model';
import { selectUsdots } from './found-names';
import type { defineControlProofs } from './proof-of-control/proof-of-control.model';

type Rules = Pick<SubjectRules, 'mayRead' | 'mayAttach'>;

/** Their owner reads them as the owner, and admins as admins; they come with the request, and not after it. */
const nobodyElse: Rules = {
  mayRead: () => Promise.resolve(false),
  mayAttach: () => Promise.resolve('UNSEEN'),
};

/** What a decision rested on stays as long as the proof stands, or is asked for. */
export const documentsOfProofs = (proofs: ReturnType<typeof defineControlProofs>): SubjectRules => ({
  ...nobodyElse,
  selectIds: (words) => `SELECT p.id FROM control_proofs p WHERE p.usdot IN (${selectUsdots(words)})`,
  exists: async (id) => (await proofs.count({ where: { id } })) > 0,
  async keeps(id) {
    const proof = await proofs.findByPk(id);
    return proof !== null && (proof.reviewState === 'PENDING' || proof.level >= 2);
  },
  async over(id) {
    const proof = await proofs.findByPk(id);
    if (!proof || proof.reviewState === 'PENDING' || proof.level >= 2) return null;
    return { since: proof.updatedAt, as: 'RECORD' };
  },
});

/** What was decided between two people stays; what was withdrawn does not. */
export const documentsOfContests = (contests: ReturnType<typeof defineContests>): SubjectRules => ({
  ...nobodyElse,
  exists: async (id) => (await contests.count({ where: { id } })) > 0,
  async keeps(id) {
    const contest = await contests.findByPk(id);
    return contest !== null && contest.state !== 'WITHDRAWN';
  },
  async over(id) {
    const contest = await contests.findByPk(id);
    if (!contest || contest.closedAt === null) return null;
    return { since: contest.closedAt, as: contest.state === 'WITHDRAWN' ? 'DRAFT' : 'RECORD' };
  },
});
