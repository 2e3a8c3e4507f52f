/** A side signs the purchase agreement, by its hash and their typed name. */
import type { UserActor } from '../../../platform/kernel/actor';
import { fullName, refuseOtherName } from '../../identity';
import { actingAs, type OnTransaction } from '../make-move';
import { PARTIES } from '../process/process';
import { agreementDiffers } from '../transactions.problems';
import type { TransactionsContext } from '../transactions.context';
import type { AgreementSigned } from './agreement.schema';
import type { AgreementFile, ReadAgreement } from './read-agreement';

export function createSignAgreement(
  { identity }: TransactionsContext,
  onTransaction: OnTransaction,
  { agreementOf, throwBeforeDeposit }: ReadAgreement,
) {
  /** Whoever has signed this version already is answered the same again. Throws `agreement_differs`, `name_differs`. */
  return (
    actor: UserActor,
    id: string,
    { hash, typedName }: AgreementSigned,
    address: string,
  ): Promise<AgreementFile> =>
    onTransaction(id, async (locked) => {
      const mover = actingAs(locked.row, actor, PARTIES);
      throwBeforeDeposit(locked.row);
      const agreement = await agreementOf(locked.row);
      if (hash !== agreement.hash) {
        throw agreementDiffers(
          `Read the agreement again: version ${agreement.version} has the hash ${agreement.hash}.`,
        );
      }
      if (agreement.signatures.some(({ side }) => side === mover)) return agreement;
      const signer = await identity.getUser(actor.userId);
      refuseOtherName(signer, typedName);
      const { title, version, blocks, termsHash } = agreement;
      await locked.make({
        move: 'SIGN_AGREEMENT',
        ...{ mover, actor, reason: null },
        input: {
          signature: {
            ...{ title, version, blocks, hash, termsHash },
            ...{ userId: actor.userId, typedName, accountName: fullName(signer), address },
          },
        },
      });
      return agreementOf(locked.row);
    });
}
