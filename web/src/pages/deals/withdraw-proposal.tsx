/** Takes a proposal of one's own back, where that is open. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { withdrawProposal } from '../../api/deal-acts';
import type { Deal, Proposal } from '../../api/deals';
import { useMove } from '../../app/use-move';
import { MoveDialog } from '../../ui/move-dialog';
import { dealCodes, dealWords } from '../../words/deals';

export function WithdrawProposal({ deal, proposal: { id } }: { deal: Deal; proposal: Proposal }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const move = useMove((proposalId: string, key) => withdrawProposal(deal, proposalId, key), {
    changes: [['deal', deal.id], ['deals']],
    onDone: close,
  });
  if (!deal.moves.open.some((open) => open.move === 'WITHDRAW_PROPOSAL')) return null;
  const name = dealCodes.move.WITHDRAW_PROPOSAL;
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {name}
      </Button>
      <MoveDialog
        title={name}
        opened={opened}
        onClose={close}
        submit={name}
        move={move}
        onSubmit={() => move.act(id)}
      >
        <p>{dealWords.proposals.withdrawing}</p>
      </MoveDialog>
    </>
  );
}
