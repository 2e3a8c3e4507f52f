/** What the seller can do with the listing now: only what the server opens. */
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Listing } from '../../../api/queries';
import { deleteListing, pauseListing, resumeListing, withdrawListing } from '../../../api/seller-moves';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { MoveDialog } from '../../../ui/move-dialog';
import { sellerWords } from '../../../words/seller';
import { PriceDialog } from './price-dialog';

const { listing: says } = sellerWords;

interface Props {
  listing: Listing;
  management: NonNullable<Listing['management']>;
}

export function Moves({ listing, management: { moves, editable, submittedAt } }: Props) {
  const { id, transactionId } = listing;
  const [asked, setAsked] = useState<'pause' | 'withdraw' | 'price' | null>(null);
  const navigate = useNavigate();
  const close = () => setAsked(null);
  const options = { changes: [['listing', id], ['my-listings'], ['listings']], onDone: close };
  const pausing = useMove(() => pauseListing(id), options);
  const resuming = useMove(() => resumeListing(id), options);
  const neverSeen = submittedAt === null;
  const withdrawing = useMove((_: undefined, key: string) => withdrawListing(id, key), options);
  const deleting = useMove(() => deleteListing(id), {
    changes: [['my-listings']],
    onDone: () => void navigate({ to: '/my-listings' }),
  });
  const leaving = neverSeen ? deleting : withdrawing;
  const goesOn = moves.includes('submit') || moves.includes('redraft');
  if (!editable && moves.length === 0 && !transactionId) return null;
  return (
    <section className="card stack-form">
      <h2>{says.moves}</h2>
      {transactionId && (
        <Button renderRoot={(root) => <Link to="/deals/$id" params={{ id: transactionId }} {...root} />}>
          {says.toDeal}
        </Button>
      )}
      {editable && (
        <Button
          variant={goesOn ? 'filled' : 'default'}
          renderRoot={(root) => <Link to="/sell/$id" params={{ id }} search={{ step: 'deal' }} {...root} />}
        >
          {moves.includes('redraft') ? says.correct : moves.includes('submit') ? says.goOn : says.edit}
        </Button>
      )}
      {editable && moves.includes('pause') && (
        <Button variant="default" onClick={() => setAsked('price')}>
          {says.price}
        </Button>
      )}
      {moves.includes('pause') && (
        <Button variant="default" onClick={() => setAsked('pause')}>
          {says.pause}
        </Button>
      )}
      {moves.includes('resume') && (
        <Button loading={resuming.busy} onClick={() => resuming.act(undefined)}>
          {says.resume}
        </Button>
      )}
      <FormProblem>{resuming.problem}</FormProblem>
      {moves.includes('withdraw') && (
        <Button variant="default" onClick={() => setAsked('withdraw')}>
          {neverSeen ? says.delete : says.withdraw}
        </Button>
      )}
      <MoveDialog
        title={says.pause}
        opened={asked === 'pause'}
        onClose={close}
        submit={says.pause}
        move={pausing}
        onSubmit={() => pausing.act(undefined)}
      >
        <p>{says.pauseNote}</p>
      </MoveDialog>
      <MoveDialog
        title={neverSeen ? says.delete : says.withdraw}
        opened={asked === 'withdraw'}
        onClose={close}
        submit={neverSeen ? says.delete : says.withdraw}
        grave
        move={leaving}
        onSubmit={() => leaving.act(undefined)}
      >
        <p>{neverSeen ? says.deleteNote : says.withdrawNote}</p>
      </MoveDialog>
      <PriceDialog listing={listing} opened={asked === 'price'} onClose={close} />
    </section>
  );
}
