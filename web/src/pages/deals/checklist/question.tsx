/** An item that is settled but doubted: the question as it stands, and to raise or withdraw one. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { questionItem } from '../../../api/deal-acts';
import type { ChecklistItem, Deal } from '../../../api/deals';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { dealActs, dealCodes, dealWords } from '../../../words/deals';
import classes from './checklist.module.css';

const { checklist: says } = dealWords;

interface Props {
  deal: Deal;
  item: ChecklistItem;
}

export const OpenQuestion = ({ item: { question } }: { item: ChecklistItem }) =>
  question && (
    <div className={classes.question}>
      <p>
        <Chip tone="warn">{says.questioned}</Chip> {question.reason}
      </p>
      <p className="note">
        {dealCodes.owner[question.by]} · <Moment at={question.at} />
      </p>
    </div>
  );

/** To doubt the item, or to take the question back: whichever is open to the reader. */
export function QuestionButton({ deal, item }: Props) {
  const [opened, setOpened] = useState(false);
  const open = item.moves.open.find(({ move }) => move === 'WITHDRAW_QUESTION' || move === 'QUESTION_ITEM');
  if (!open) {
    const usedUp = item.moves.closed.find(({ code }) => code === 'questions_used_up');
    return usedUp ? <p className="note">{usedUp.because}</p> : null;
  }
  const withdraws = open.move === 'WITHDRAW_QUESTION';
  const name = withdraws ? says.withdraw : says.question;
  return (
    <>
      <Button variant="default" aria-label={says.settleOf(name, item.title)} onClick={() => setOpened(true)}>
        {name}
      </Button>
      {opened && (
        <QuestionDialog
          {...{ deal, item, name, withdraws }}
          effect={open.effect}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  );
}

interface DialogProps extends Props {
  name: string;
  withdraws: boolean;
  effect: string;
  onClose(): void;
}

function QuestionDialog({ deal, item, name, withdraws, effect, onClose }: DialogProps) {
  const [reason, setReason] = useState('');
  const move = useMove(
    (typed: string) =>
      questionItem(deal.id, item.id, { status: withdraws ? 'WITHDRAWN' : 'OPEN', reason: typed }),
    { changes: [['deal', deal.id]], onDone: onClose },
  );
  return (
    <MoveDialog
      title={item.title}
      opened
      onClose={onClose}
      submit={name}
      move={move}
      onSubmit={() => move.act(reason)}
    >
      <p>{effect}</p>
      <Textarea
        label={dealActs.reason}
        description={dealActs.reasonHint}
        required
        withAsterisk={false}
        rows={3}
        value={reason}
        error={move.errorOf('reason')}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
    </MoveDialog>
  );
}
