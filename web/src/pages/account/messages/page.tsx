/** Conversations: on a desk the list beside the one that is open, on a phone one after the other. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { conversationsQuery } from '../../../api/inbox';
import { asProblem } from '../../../api/problem';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { inboxWords } from '../../../words/inbox';
import { ConversationRow } from './conversation-row';
import classes from './messages.module.css';
import { Thread } from './thread';

const { messages: says } = inboxWords;
const { accountPages: pages } = words.pages;

export function MessagesPage() {
  const { partnerId } = useParams({ strict: false });
  return (
    <div className={classes.page} data-open={partnerId !== undefined || undefined}>
      <div className={classes.side}>
        {partnerId === undefined && <PageHeading>{pages.messages.title}</PageHeading>}
        <div>
          <Link to="/messages/$partnerId" params={{ partnerId: 'support' }}>
            {says.support}
          </Link>
        </div>
        <ConversationList />
      </div>
      {partnerId === undefined ? (
        <p className={`second ${classes.choose}`}>{says.choose}</p>
      ) : (
        <Thread key={partnerId} partnerId={partnerId} />
      )}
    </div>
  );
}

function ConversationList() {
  const list = useInfiniteQuery({ ...conversationsQuery, refetchInterval: 60_000 });
  if (list.isPending) return <Skeleton heights={[64, 64, 64]} />;
  if (list.isError) {
    return <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />;
  }
  const rows = list.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) return <p className="second">{says.none}</p>;
  return (
    <>
      <ul className={classes.list} aria-label={says.list}>
        {rows.map((conversation) => (
          <ConversationRow key={conversation.partner.id} conversation={conversation} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}
