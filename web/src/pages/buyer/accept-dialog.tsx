/** Accepts the version that was read: it says who is bound to what, and its price is typed again. */
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api/client';
import type { Offer } from '../../api/offers';
import { useMove } from '../../app/use-move';
import { money } from '../../format/money';
import { MoneyInput } from '../../ui/money-input';
import { MoveDialog } from '../../ui/move-dialog';
import { offersWords } from '../../words/offers';
import { AFTER_OFFER, refusalOf } from './offer-moves';

const { page: says } = offersWords;

interface Props {
  offer: Pick<Offer, 'id' | 'yourSide' | 'versionNumber' | 'amountCents'>;
  opened: boolean;
  onClose(): void;
}

interface Seen {
  version: number;
  amountCents: number;
}

export function AcceptDialog({
  offer: { id, yourSide, versionNumber, amountCents },
  opened,
  onClose,
}: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState<number | null>(null);
  const [wrong, setWrong] = useState(false);
  const move = useMove(
    (body: Seen, key: string) => {
      const options = { params: { path: { id }, header: { 'Idempotency-Key': key } }, body };
      return answerOf(
        yourSide === 'BUYER'
          ? api.POST('/offers/{id}/accept-counter', options)
          : api.POST('/offers/{id}/accept', options),
      );
    },
    {
      changes: AFTER_OFFER,
      onDone: ({ data }) => router.history.push(`/deals/${data.transactionId}`),
    },
  );
  return (
    <MoveDialog
      title={says.acceptTitle}
      opened={opened}
      onClose={onClose}
      submit={says.acceptSubmit(money(amountCents))}
      move={move}
      problem={refusalOf(move)}
      onSubmit={() => {
        setWrong(typed !== amountCents);
        // Typed again by hand: another version that came meanwhile has another price, or is read in `refused`.
        if (typed === amountCents) move.act({ version: versionNumber, amountCents });
      }}
    >
      <p>{says.acceptNote(money(amountCents))}</p>
      <MoneyInput
        name="amountCents"
        label={says.acceptType}
        required
        error={wrong ? says.acceptWrong(money(amountCents)) : undefined}
        onCents={setTyped}
      />
    </MoveDialog>
  );
}
