/** Messages as administrators read them: who wrote each, what of it is marked, what came with it. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { supportMessagesQuery } from '../../api/admin-talk';
import { asProblem } from '../../api/problem';
import type { components } from '../../api/schema';
import { Chip } from '../../ui/chip';
import { Moment } from '../../ui/moment';
import { ProblemNote } from '../../ui/problem-note';
import { Skeleton } from '../../ui/skeleton';
import { words } from '../../words';
import { adminWords } from '../../words/admin';
import classes from './admin.module.css';
import { OpenDocument } from './open-document';

const { support: says } = adminWords.talk;
const { common } = words;

type Message = components['schemas']['MessageForAdmin'];

interface Props {
  query: ReturnType<typeof supportMessagesQuery>;
  empty: string;
}

export function Talk({ query, empty }: Props) {
  const list = useInfiniteQuery(query);
  if (list.isPending) return <Skeleton heights={[72, 72, 72]} />;
  if (list.isError)
    return <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />;
  const messages = list.data.pages.flatMap(({ data }) => data).toReversed();
  return (
    <div className="stack-tight">
      {list.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {says.earlier}
          </Button>
        </div>
      )}
      {messages.length === 0 && <p className="second">{empty}</p>}
      <ol className="stack-tight">
        {messages.map((message) => (
          <One key={message.id} message={message} />
        ))}
      </ol>
    </div>
  );
}

/** `from` is nobody where MC Exchange wrote, by one of its administrators. */
const writerOf = ({ from, writtenBy }: Message): string =>
  from ? (from.name ?? common.notKnown) : says.us(writtenBy.name ?? common.notKnown);

const One = ({ message }: { message: Message }) => {
  const { content, contactHidden, asksOutsidePayment, documents, createdAt, deletedAt } = message;
  return (
    <li className="card stack-tight">
      <p className="row note">
        <strong>{writerOf(message)}</strong>
        <Moment at={createdAt} />
        {contactHidden && <span>{says.contactHidden}</span>}
        {deletedAt && <Chip>{says.deleted}</Chip>}
        {asksOutsidePayment && <Chip tone="warn">{says.outside}</Chip>}
      </p>
      <p className={classes.prose}>{content ?? <em>{says.erased}</em>}</p>
      {documents.length > 0 && (
        <p className={classes.acts}>
          {documents.map(({ id, title }) => (
            <OpenDocument key={id} id={id} label={title} />
          ))}
        </p>
      )}
    </li>
  );
};
