/** What an admin names who decides a contest of control: those who hold a proof, as the contest shows them. */
import type { TestUser } from './app';
import { succeed } from './make-transactions';

export async function seenHolders(admin: TestUser, contestId: string): Promise<{ holdersHash: string }> {
  const { body } = await succeed(admin.get('/admin/contests?limit=100'));
  const contests = body.data as { id: string; holdersHash: string }[];
  const holdersHash = contests.find(({ id }) => id === contestId)?.holdersHash;
  if (holdersHash === undefined) throw new Error(`No contest ${contestId} is open.`);
  return { holdersHash };
}
