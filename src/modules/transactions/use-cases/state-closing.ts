/** Issues the closing statement of a deal that has ended, to its parties and to admins. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Download } from '../../../platform/http/download';
import { downloadOf } from '../../../platform/paper/paper';
import type { User } from '../../identity';
import { escrowOf } from '../books.rules';
import { drawUp } from '../statement.rules';
import { layOutStatement, presentStatement, type StatedDeal } from '../statement.view';
import { dealNotEnded } from '../transactions.problems';
import type { TransactionsContext } from '../transactions.context';
import type { ClosingStatement, StatementQuery } from '../statement.schema';
import type { ReadDeal } from './read-deal';

export function createStateClosing(
  { platform, models, identity, ledger }: TransactionsContext,
  { find }: Pick<ReadDeal, 'find'>,
) {
  /** On the locked deal, so that no transfer falls between the lines and the balance. */
  const readStatement = (actor: UserActor, id: string): Promise<StatedDeal> =>
    platform.database.atomically(async () => {
      const { row } = await find(actor, id);
      if (row.endedAt === null) throw dealNotEnded('A closing statement is issued once the deal has ended.');
      await models.transactions.findByPk(id, { lock: true });
      const receipts = await models.receipts.findAll({ where: { transactionId: id, fate: 'ESCROW' } });
      const statement = drawUp(
        row,
        await ledger.listTransfers({ account: escrowOf(id) }),
        new Map(receipts.map(({ paymentId, purpose }) => [paymentId, purpose])),
        await ledger.balance(escrowOf(id)),
      );
      if (!statement)
        throw new Error(`The books of transaction ${id} do not balance; no statement is issued.`);
      const people = await identity.findUsers([row.buyerId, row.sellerId]);
      return {
        row,
        statement,
        buyerName: fullName(people.get(row.buyerId)),
        sellerName: fullName(people.get(row.sellerId)),
      };
    });

  /** Throws `not_found` to strangers and `deal_not_ended` before the end. */
  return async function stateClosing(
    actor: UserActor,
    id: string,
    { format }: StatementQuery,
  ): Promise<ClosingStatement | Download> {
    const stated = await readStatement(actor, id);
    return format === 'json'
      ? presentStatement(stated)
      : downloadOf(layOutStatement(stated), `closing-statement-${id}.pdf`);
  };
}

function fullName(user: User | undefined): string {
  if (!user) return 'Former user';
  const name = `${user.firstName} ${user.lastName}`;
  return user.companyName === null ? name : `${name}, ${user.companyName}`;
}
