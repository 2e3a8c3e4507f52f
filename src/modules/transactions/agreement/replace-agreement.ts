/** A side puts an agreement of its own in the place of the one that stands, or goes back to the one drawn up here. */
import type { UserActor } from '../../../platform/kernel/actor';
import { documentNotUsable } from '../../documents';
import { actingAs, type LockedTransaction, type OnTransaction } from '../make-move';
import type { OwnAgreement } from '../process/facts';
import { PARTIES } from '../process/process';
import { agreementDiffers, toProblem } from '../transactions.problems';
import type { TransactionsContext } from '../transactions.context';
import type { ReplacedAgreement, OwnAgreementBrought } from './agreement.schema';
import type { AgreementFile, ReadAgreement } from './read-agreement';

export function createReplaceAgreement(
  { documents }: TransactionsContext,
  onTransaction: OnTransaction,
  { agreementOf, throwBeforeDeposit }: ReadAgreement,
) {
  function sideOf(locked: LockedTransaction, actor: UserActor, version: number) {
    const mover = actingAs(locked.row, actor, PARTIES);
    throwBeforeDeposit(locked.row);
    if (version === locked.row.agreementVersion) return mover;
    throw agreementDiffers(`You read version ${version}; it has version ${locked.row.agreementVersion}.`);
  }

  /** A PDF of theirs that shows everybody the same. In the unit. @throws document_not_usable */
  async function fileOf(actor: UserActor, documentId: string): Promise<OwnAgreement> {
    await documents.require(actor, [documentId], ['PURCHASE_AGREEMENT']);
    const file = await documents.findFile(documentId);
    if (file?.kind !== 'pdf') throw documentNotUsable('An agreement is signed as a PDF; save it as one.');
    if (file.acts) {
      throw documentNotUsable(
        'Something in the PDF acts, so it may show each of you another text. Print it to a new PDF.',
      );
    }
    return { documentId, fileName: file.fileName, hash: file.sha256 };
  }

  return {
    /** Throws `agreement_differs`, `document_not_usable`, `agreement_binding`. */
    useOwnAgreement: (
      actor: UserActor,
      id: string,
      { documentId, version }: OwnAgreementBrought,
    ): Promise<AgreementFile> =>
      onTransaction(id, async (locked) => {
        const mover = sideOf(locked, actor, version);
        const request = { move: 'USE_OWN_AGREEMENT', mover, actor, reason: null } as const;
        // Where no agreement can be brought any more, no other file would do.
        const refused = await locked.refusal(request);
        if (refused) throw toProblem(refused);
        const ownAgreement = await fileOf(actor, documentId);
        await documents.attach([documentId], { kind: 'transaction', id });
        await locked.make({ ...request, input: { ownAgreement, documentIds: [documentId] } });
        return agreementOf(locked.row);
      }),

    /** Throws `agreement_differs`, `agreement_binding`. */
    drawUpAgreement: (actor: UserActor, id: string, { version }: ReplacedAgreement): Promise<AgreementFile> =>
      onTransaction(id, async (locked) => {
        const mover = sideOf(locked, actor, version);
        await locked.make({ move: 'DRAW_UP_AGREEMENT', ...{ mover, actor, reason: null } });
        return agreementOf(locked.row);
      }),
  };
}
