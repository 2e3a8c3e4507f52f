/** A conversation in the list: with whom, what was written last, and how much is unread. */
import { Link } from '@tanstack/react-router';
import type { Conversation } from '../../../api/inbox';
import { Moment } from '../../../ui/moment';
import { inboxWords } from '../../../words/inbox';
import classes from './messages.module.css';

const { messages: says, part } = inboxWords;

export function ConversationRow({ conversation }: { conversation: Conversation }) {
  const { partner, lastMessage, unread, updatedAt } = conversation;
  const text = lastMessage && (lastMessage.content ?? says.deleted);
  return (
    <li>
      <Link to="/messages/$partnerId" params={{ partnerId: partner.id }} className={classes.row}>
        <span className={classes.rowHead}>
          <strong>{partner.name}</strong>
          <span className="note">
            <Moment at={updatedAt} day />
          </span>
        </span>
        {text && <span className={classes.last}>{lastMessage.mine ? says.you(text) : text}</span>}
        <span className={classes.rowHead}>
          <span className="note">
            {partner.part && partner.part !== 'SUPPORT' ? part[partner.part] : null}
          </span>
          {unread > 0 && <span className={classes.count}>{says.unreadCount(unread)}</span>}
        </span>
      </Link>
    </li>
  );
}
