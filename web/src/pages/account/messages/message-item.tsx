/** One message, as its reader may see it. */
import { Link } from '@tanstack/react-router';
import { type Message, messages } from '../../../api/inbox';
import { Handed } from '../../../app/attach';
import { ConfirmRemove } from '../../../app/confirm-remove';
import { Moment } from '../../../ui/moment';
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

const Remove = ({ id }: { id: string }) => (
  <ConfirmRemove
    id={id}
    remove={messages.remove}
    changes={[['conversations'], ['conversation']]}
    title={says.removeTitle}
    submit={says.remove}
    text={<p>{says.removeText}</p>}
  >
    {(open) => (
      <button type="button" className={classes.quiet} onClick={open}>
        {says.remove}
      </button>
    )}
  </ConfirmRemove>
);
