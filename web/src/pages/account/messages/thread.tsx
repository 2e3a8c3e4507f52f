/** One conversation: what was written, oldest above, and the field to write in. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { conversationQuery, messagesQuery, personQuery } from '../../../api/inbox';
import { asProblem } from '../../../api/problem';
import { PageProblem } from '../../../app/page-states';
import { WhenOn } from '../../../app/when-on';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { inboxWords } from '../../../words/inbox';
import { Composer } from './composer';
import { MessageItem } from './message-item';
import classes from './messages.module.css';
import { ThreadTools } from './thread-tools';
import { useReading } from './use-reading';
import { useTyping } from './use-typing';

const { messages: says, part: parts, closed } = inboxWords;
const { accountPages: pages } = words.pages;
const SUPPORT = 'support';

export function Thread({ partnerId }: { partnerId: string }) {
  const conversation = useQuery({ ...conversationQuery(partnerId), refetchInterval: 60_000 });
  const list = useInfiniteQuery(messagesQuery(partnerId));
  // Before the first message there is no conversation, and the person is asked for by themselves.
  const isNew = conversation.data === null && partnerId !== SUPPORT;
  const person = useQuery({ ...personQuery(partnerId), enabled: isNew });
  useReading(partnerId, conversation.data?.unread ?? 0);
  const writes = useTyping(conversation.data?.id ?? null);

  if (list.isError && asProblem(list.error).status === 404) {
    return <PageProblem error={list.error} onRetry={() => void list.refetch()} />;
  }
  const partner = conversation.data?.partner;
  const name =
    partner?.name ??
    (partnerId === SUPPORT ? says.supportName : person.data?.displayName) ??
    pages.conversation.title;
  const messages = (list.data?.pages.flatMap(({ data }) => data) ?? []).toReversed();
  return (
    <section className={classes.thread} aria-label={name}>
      <div className={classes.threadHead}>
        <Link to="/messages" className={classes.back}>
          {says.back}
        </Link>
        <div className={classes.headRow}>
          <div>
            <PageHeading title={pages.conversation.title}>{name}</PageHeading>
            {partnerId !== SUPPORT && (
              <p className="second row">
                {partner?.part && partner.part !== 'SUPPORT' && <span>{parts[partner.part]}</span>}
                <Link to="/users/$id" params={{ id: partnerId }}>
                  {words.common.profile}
                </Link>
              </p>
            )}
          </div>
          {conversation.data && partnerId !== SUPPORT && <ThreadTools conversation={conversation.data} />}
        </div>
      </div>
      {list.isPending && <Skeleton heights={[56, 56, 56]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.hasNextPage && (
        <div className={classes.earlier}>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {says.earlier}
          </Button>
        </div>
      )}
      {list.isSuccess && messages.length === 0 && <p className="second">{says.first}</p>}
      <ol className={classes.messages} aria-live="polite">
        {messages.map((message) => (
          <MessageItem key={message.id} message={message} partnerName={name} />
        ))}
      </ol>
      <p className={`note ${classes.writes}`} aria-live="polite">
        {writes ? says.writes(name) : null}
      </p>
      {conversation.data?.closed ? (
        <p className="card second">{closed[conversation.data.closed]}</p>
      ) : (
        list.isSuccess && <Writing partnerId={partnerId} conversationId={conversation.data?.id ?? null} />
      )}
    </section>
  );
}

/** Support stays open. */
const Writing = (to: Parameters<typeof Composer>[0]) =>
  to.partnerId === SUPPORT ? (
    <Composer {...to} />
  ) : (
    <WhenOn feature="MESSAGES">
      <Composer {...to} />
    </WhenOn>
  );
