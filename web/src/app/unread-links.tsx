/** Notices and messages, one press away, with how many are unread. */
import { Link } from '@tanstack/react-router';
import { Bell, MessageSquare } from 'lucide-react';
import { words } from '../words';
import { badgeOf } from './navigation.rules';
import classes from './shell.module.css';
import { useMe, useUnread } from './use-session';

const { own } = words;

export function UnreadLinks() {
  const me = useMe();
  const { unread, unreadMessages } = useUnread();
  if (!me) return null;
  const links = [
    { path: '/messages', count: unreadMessages, Icon: MessageSquare },
    { path: '/notifications', count: unread, Icon: Bell },
  ] as const;
  return links.map(({ path, count, Icon }) => (
    <Link
      key={path}
      to={path}
      className={classes.unread}
      title={own[path]}
      aria-label={own.unread(own[path], count)}
    >
      <Icon size={20} aria-hidden="true" />
      {count > 0 && (
        <span className={classes.badge} aria-hidden="true">
          {badgeOf(count)}
        </span>
      )}
    </Link>
  ));
}
