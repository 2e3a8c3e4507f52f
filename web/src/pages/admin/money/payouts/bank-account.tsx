/** Shows where a payout is to be wired. That it was read stands in the action log; it is kept nowhere here. */
import { useState } from 'react';
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { useMove } from '../../../../app/use-move';
import { Dialog } from '../../../../ui/dialog';
import { Facts } from '../../../../ui/facts';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import classes from '../../admin.module.css';

const { payouts: says } = adminWords.money;

export function RevealBankAccount({ id }: { id: string }) {
  const [account, setAccount] = useState<components['schemas']['BankAccount'] | null>(null);
  const move = useMove(
    (path: { id: string }) => answerOf(api.POST('/admin/payouts/{id}/bank-account', { params: { path } })),
    { onDone: ({ data }) => setAccount(data) },
  );
  return (
    <>
      <button type="button" className={classes.rowAct} disabled={move.busy} onClick={() => move.act({ id })}>
        {says.reveal}
      </button>
      {move.problem && <span role="alert">{move.problem}</span>}
      {account && (
        <Dialog title={says.reveal} closeLabel={words.common.close} opened onClose={() => setAccount(null)}>
          <div className="stack-tight">
            <Facts
              facts={[
                { name: says.holder, value: account.accountHolder },
                { name: says.bank, value: account.bankName },
                { name: says.routing, value: account.routingNumber },
                { name: says.number, value: account.accountNumber },
              ]}
            />
            <p className="note">{says.revealNote}</p>
          </div>
        </Dialog>
      )}
    </>
  );
}
