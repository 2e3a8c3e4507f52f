/** What the proofs of control say of a person who asks for his data. */
import type { Clock } from '../../../platform/kernel/clock';
import type { Identity } from '../../identity';
import { viewProof } from './proof-of-control.view';
import type { Proofs } from './proofs';

export const partWithUser = (identity: Identity, proofs: Proofs, clock: Clock): void =>
  identity.contributesToExport('carriers', async ({ userId }) => {
    const rows = await proofs.listOf(userId);
    return { proofsOfControl: rows.map((row) => viewProof(row.usdot, row, clock.now())) };
  });
