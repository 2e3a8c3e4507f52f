/** Another asking price for a listing on the market. */
import { useState } from 'react';
import type { Listing } from '../../../api/queries';
import { changeListing } from '../../../api/seller-moves';
import { useMove } from '../../../app/use-move';
import { money } from '../../../format/money';
import { MoneyInput } from '../../../ui/money-input';
import { MoveDialog } from '../../../ui/move-dialog';
import { sellerWords } from '../../../words/seller';

const { listing: says } = sellerWords;

interface Props {
  listing: Listing;
  opened: boolean;
  onClose(): void;
}

export function PriceDialog({ listing, opened, onClose }: Props) {
  const { id, confidential, management } = listing;
  const [cents, setCents] = useState<number | null>(null);
  const deal = management?.pendingChange?.deal ?? confidential?.deal;
  const changing = useMove(
    (askingPriceCents: number) =>
      changeListing(id, {
        version: management?.version ?? 1,
        ...(deal ? { deal: { ...deal, askingPriceCents } } : {}),
      }),
    { changes: [['listing', id], ['my-listings'], ['listings']], onDone: onClose },
  );
  if (!deal) return null;
  return (
    <MoveDialog
      title={says.price}
      opened={opened}
      onClose={onClose}
      submit={says.priceSubmit}
      move={changing}
      disabled={cents === null}
      onSubmit={() => cents !== null && changing.act(cents)}
    >
      <p>
        {says.priceNow}: <strong className="figure">{money(deal.askingPriceCents)}</strong>
      </p>
      <MoneyInput
        name="askingPrice"
        label={says.priceNew}
        required
        error={changing.errorOf('deal.askingPriceCents')}
        onCents={setCents}
      />
      <p className="note">{says.priceNote}</p>
    </MoveDialog>
  );
}
