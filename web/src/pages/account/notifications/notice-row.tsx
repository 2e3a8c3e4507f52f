/** One notice: opened, it is read. */
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type Notice, notices } from '../../../api/inbox';
import { useMove } from '../../../app/use-move';
import { useMayChange } from '../../../ui/may-change';
import { Moment } from '../../../ui/moment';
import { inboxWords } from '../../../words/inbox';
import classes from './notices.module.css';

const { notices: says } = inboxWords;
const CHANGES = { changes: [['notifications'], ['unread']] } as const;

export function NoticeRow({ notice }: { notice: Notice }) {
  const { id, title, body, path, createdAt, readAt } = notice;
  const mayChange = useMayChange();
  const read = useMove(notices.read, CHANGES);
  const remove = useMove(notices.remove, CHANGES);
  const open = () => {
    if (readAt === null && mayChange) read.act(id);
  };
  return (
    <li className={classes.notice} data-unread={readAt === null || undefined}>
      <div className={classes.text}>
        <p className={classes.title}>
          {path === null ? (
            title
          ) : (
            <Link to={path} onClick={open}>
              {title}
            </Link>
          )}
          {readAt === null && <span className={classes.dot}>{says.isUnread}</span>}
        </p>
        <p className="second">{body}</p>
        <p className="note">
          <Moment at={createdAt} />
        </p>
      </div>
      <button
        type="button"
        className={classes.remove}
        aria-label={says.remove(title)}
        disabled={remove.busy || !mayChange}
        onClick={() => remove.act(id)}
      >
        <X size={18} aria-hidden="true" />
      </button>
    </li>
  );
}
