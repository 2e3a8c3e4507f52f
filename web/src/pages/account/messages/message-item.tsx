/** One message, as its reader may see it. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Message, messages } from '../../../api/inbox';
import { Handed } from '../../../app/attach';
import { useMove } from '../../../app/use-move';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { inboxWords } from '../../../words/inbox';
import classes from './messages.module.css';

const { messages: says } = inboxWords;

export function MessageItem({ message, partnerName }: { message: Message; partnerName: string }) {
  const { mine, content, contactHidden, warning, documents, createdAt, readAt, transactionId } = message;
  return (
    <li className={classes.message} data-mine={mine || undefined}>
      <span className="note">{mine ? says.mine : partnerName}</span>
      <p className={classes.bubble}>{content ?? <span className="second">{says.deleted}</span>}</p>
      <Handed documents={documents} />
      {contactHidden && <p className="note">{mine ? says.contactHiddenMine : says.contactHiddenTheirs}</p>}
      {warning && <p className={classes.warning}>{warning}</p>}
      <p className={`note ${classes.facts}`}>
        <Moment at={createdAt} />
        {mine && readAt && <span>{says.read}</span>}
        {transactionId !== null && <DealLink id={transactionId} />}
        {mine && content !== null && <Remove id={message.id} />}
      </p>
    </li>
  );
}

const DealLink = ({ id }: { id: string }) => (
  <Link to="/deals/$id" params={{ id }}>
    {says.openDeal}
  </Link>
);

function Remove({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const move = useMove(messages.remove, {
    changes: [['conversations'], ['conversation']],
    onDone: () => setOpen(false),
  });
  return (
    <>
      <button type="button" className={classes.quiet} onClick={() => setOpen(true)}>
        {says.remove}
      </button>
      <MoveDialog
        title={says.removeTitle}
        opened={open}
        onClose={() => setOpen(false)}
        submit={says.remove}
        grave
        busy={move.busy}
        problem={move.problem}
        onSubmit={() => move.act(id)}
      >
        <p>{says.removeText}</p>
      </MoveDialog>
    </>
  );
}
