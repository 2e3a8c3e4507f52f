/** What the two sides write to each other about the deal. */
import { Button, Textarea } from '@mantine/core';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { markRead, sendMessage } from '../../../api/deal-acts';
import { type Deal, type DealMessage, dealMessagesQuery } from '../../../api/deals';
import { Attach, Handed, useAttachments } from '../../../app/attach';
import { useMove } from '../../../app/use-move';
import { Empty } from '../../../ui/empty';
import { FormProblem } from '../../../ui/form-problem';
import { Moment } from '../../../ui/moment';
import { dealWords } from '../../../words/deals';
import { Part } from '../part';
import { useDeal } from '../use-deal';
import classes from './messages.module.css';

const { messages: says } = dealWords;

export function MessagesPage() {
  const deal = useDeal();
  return deal.yourSide === null ? <Empty>{says.sidesOnly}</Empty> : <Conversation deal={deal} />;
}

function Conversation({ deal }: { deal: Deal }) {
  const messages = useInfiniteQuery(dealMessagesQuery(deal.id));
  useMarkedRead(messages.data);
  const other = (deal.yourSide === 'BUYER' ? deal.seller : deal.buyer).displayName;
  return (
    <section className="stack">
      <h2>{says.title}</h2>
      <Part query={messages} heights={[64, 64, 64]}>
        {({ pages }) => {
          const oldestFirst = pages.flatMap(({ data }) => data).toReversed();
          return (
            <div className="stack-tight">
              {messages.hasNextPage && (
                <div>
                  <Button
                    variant="default"
                    loading={messages.isFetchingNextPage}
                    onClick={() => void messages.fetchNextPage()}
                  >
                    {says.older}
                  </Button>
                </div>
              )}
              {oldestFirst.length === 0 ? (
                <Empty>{says.empty}</Empty>
              ) : (
                <ol className={classes.messages}>
                  {oldestFirst.map((message) => (
                    <Message key={message.id} message={message} author={message.mine ? says.you : other} />
                  ))}
                </ol>
              )}
            </div>
          );
        }}
      </Part>
      <Write dealId={deal.id} />
    </section>
  );
}

const Message = ({ message, author }: { message: DealMessage; author: string }) => (
  <li className={classes.message} data-mine={message.mine || undefined}>
    <p className="note">
      {author} · <Moment at={message.createdAt} />
    </p>
    <p className={classes.text}>{message.content ?? <em>{says.deleted}</em>}</p>
    <Handed documents={message.documents} />
    {message.warning && <p className={classes.warning}>{message.warning}</p>}
  </li>
);

/** What was shown was read. */
function useMarkedRead(data: InfiniteData<{ data: DealMessage[] }> | undefined) {
  const newest = data?.pages[0]?.data.find(({ mine, readAt }) => !mine && readAt === null);
  const id = newest?.id;
  const partnerId = newest?.partnerId;
  useEffect(() => {
    if (id && partnerId) void markRead(partnerId, id).catch(() => undefined);
  }, [id, partnerId]);
}

function Write({ dealId }: { dealId: string }) {
  const [text, setText] = useState('');
  const papers = useAttachments();
  const move = useMove(
    (body: { content: string; documentIds: string[] }, key) => sendMessage(dealId, body, key),
    {
      changes: [['deal', dealId, 'messages']],
      onDone: () => {
        setText('');
        papers.clear();
      },
    },
  );
  return (
    <form
      className="stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!papers.busy) move.act({ content: text, documentIds: papers.ids });
      }}
    >
      <Textarea
        label={says.label}
        description={says.hint}
        rows={3}
        required
        withAsterisk={false}
        value={text}
        error={move.errorOf('content')}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <Attach list={papers} />
      <FormProblem>{move.problem}</FormProblem>
      <div>
        <Button type="submit" loading={move.busy} disabled={text.trim() === '' || papers.busy}>
          {says.send}
        </Button>
      </div>
    </form>
  );
}
