/** How much is paid out, and where to. */
import { useState } from 'react';
import { type PayoutRequest, requestPayout } from '../../../api/earnings';
import { useMove } from '../../../app/use-move';
import { money } from '../../../format/money';
import { MoneyInput } from '../../../ui/money-input';
import { MoveDialog } from '../../../ui/move-dialog';
import { earningsWords as says } from '../../../words/seller';
import { OneOf } from '../choices';

type Way = 'GATEWAY' | 'WIRE';

interface Props {
  payableCents: number;
  ways: readonly Way[];
  onClose(): void;
}

export function PayOutDialog({ payableCents, ways, onClose }: Props) {
  const [cents, setCents] = useState<number | null>(payableCents);
  const [way, setWay] = useState<Way>(ways[0] ?? 'GATEWAY');
  const paying = useMove((body: PayoutRequest, key: string) => requestPayout(body, key), {
    changes: [['payouts']],
    onDone: onClose,
  });
  return (
    <MoveDialog
      title={says.payOut}
      opened
      onClose={onClose}
      submit={says.submit(money(cents ?? 0))}
      move={paying}
      disabled={cents === null}
      onSubmit={() => cents !== null && paying.act({ amountCents: cents, method: way })}
    >
      <MoneyInput
        name="amount"
        label={says.amount}
        initialCents={payableCents}
        required
        error={paying.errorOf('amountCents')}
        onCents={setCents}
      />
      <OneOf
        label={says.to}
        name="method"
        names={Object.fromEntries(ways.map((each) => [each, says.methods[each]])) as Record<Way, string>}
        value={way}
        onChange={(chosen) => chosen && setWay(chosen)}
      />
      {way === 'WIRE' && <p className="note">{says.wireNote}</p>}
    </MoveDialog>
  );
}
