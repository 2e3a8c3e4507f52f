/** What administrators do about one transfer: of a spent credit, they return it. */
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { adminWords } from '../../../../words/admin';
import type { Act } from '../../acts';
import { spendingOf } from './spending.rules';

const { transfers: says } = adminWords.money;
const { acts } = adminWords;

type Schemas = components['schemas'];

export function actsOnTransfer(transfer: Pick<Schemas['LedgerTransfer'], 'id' | 'debit'>): Act[] {
  const spending = spendingOf(transfer);
  if (spending === null) return [];
  return [
    {
      label: says.returnCredit,
      note: says.returnCreditNote,
      fields: [{ kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept }],
      send: (read, key) =>
        answerOf(
          api.POST('/credits/refund', {
            params: { header: { 'Idempotency-Key': key } },
            body: { ...spending, reason: read.text('reason') },
          }),
        ),
    },
  ];
}
