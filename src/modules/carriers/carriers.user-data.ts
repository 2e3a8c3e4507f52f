/** What carriers add to a person's export of their data. */
import { readEach } from '../../platform/kernel/unreadable';
import type { CarriersContext } from './carriers.context';
import { presentContest } from './contests/contest.view';
import { presentProof } from './proof-of-control/proof-of-control.view';

export const registerUserData = ({ platform, identity, proofs, contests }: CarriersContext): void =>
  identity.contributesToExport('carriers', async ({ userId }) => {
    const rows = await proofs.listOf(userId);
    const contested = await contests.listOf(userId);
    return {
      proofsOfControl: readEach(rows, (row) => presentProof(row.usdot, row, platform.clock.now())),
      contests: readEach(contested, presentContest),
    };
  });
