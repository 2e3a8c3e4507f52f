/** Signs the terms by their hash: whoever signs says that they have read them, and types their name. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { acceptTerms } from '../../../api/deal-acts';
import type { Deal } from '../../../api/deals';
import { useMove } from '../../../app/use-move';
import { MoveDialog } from '../../../ui/move-dialog';
import { dealWords } from '../../../words/deals';
import { isSameName } from './terms.rules';

const { terms: says } = dealWords;

export function SignTerms({ deal }: { deal: Deal }) {
  const [opened, setOpened] = useState(false);
  return (
    <div>
      <Button onClick={() => setOpened(true)}>{says.sign}</Button>
      {opened && <SignDialog deal={deal} onClose={() => setOpened(false)} />}
    </div>
  );
}

function SignDialog({ deal, onClose }: { deal: Deal; onClose(): void }) {
  const [typed, setTyped] = useState('');
  const [read, setRead] = useState(false);
  const name = (deal.yourSide === 'BUYER' ? deal.buyer.contact : deal.seller.contact)?.name ?? '';
  const move = useMove((_hash: string, key) => acceptTerms(deal, key), {
    changes: [['deal', deal.id], ['deals']],
    onDone: onClose,
  });
  const effect = deal.moves.open.find((each) => each.move === 'ACCEPT_TERMS')?.effect;
  return (
    <MoveDialog
      title={says.signTitle}
      opened
      onClose={onClose}
      submit={says.sign}
      move={move}
      disabled={!read || !isSameName(typed, name)}
      onSubmit={() => move.act(deal.termsHash)}
    >
      <p>{effect}</p>
      <Checkbox
        label={says.read}
        checked={read}
        onChange={({ currentTarget: { checked } }) => setRead(checked)}
      />
      <TextInput
        label={says.typedName}
        description={says.typedNameHint(name)}
        autoComplete="off"
        value={typed}
        error={typed.length >= name.length && !isSameName(typed, name) && says.wrongName}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
    </MoveDialog>
  );
}
