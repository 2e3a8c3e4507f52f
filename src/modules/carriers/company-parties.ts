/** Who has something at stake over a company: an administrator among them decides nothing about it. */
import { forbidden } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import type { Proofs } from './proof-of-control/proofs';

/** Answers the people whose offer, listing or deal is about the company. */
export type PartiesOf = (usdot: number) => Promise<readonly string[]>;

/** Whether somebody has a draft or a listing of the company, whatever became of it. The one module that knows it tells. */
export function createCompanySellers() {
  let read: (userId: string, usdot: number) => Promise<boolean> = () => Promise.resolve(false);
  return {
    tellSellers: (given: typeof read): void => void (read = given),
    listsIt: (userId: string, usdot: number): Promise<boolean> => read(userId, usdot),
  };
}
export type CompanySellers = ReturnType<typeof createCompanySellers>;

export type CompanyParties = ReturnType<typeof createCompanyParties>;

export function createCompanyParties(proofs: Pick<Proofs, 'listHolders'>) {
  const sources: PartiesOf[] = [
    async (usdot) => (await proofs.listHolders([usdot])).map(({ userId }) => userId),
  ];

  async function isParty(userId: string, usdot: number): Promise<boolean> {
    for (const partiesOf of sources) if ((await partiesOf(usdot)).includes(userId)) return true;
    return false;
  }

  return {
    /** A module above tells whom it knows. */
    tellParties: (partiesOf: PartiesOf): void => void sources.push(partiesOf),
    isParty,
    /** @throws forbidden */
    async refuseParty({ userId }: UserActor, usdot: number): Promise<void> {
      if (!(await isParty(userId, usdot))) return;
      throw forbidden(
        'This is about a company that you hold a proof for, sell, bid for or buy; another administrator has to decide.',
      );
    },
  };
}
