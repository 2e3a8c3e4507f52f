/** Reviews and their replies: hidden for cause, shown again. */
import { Link } from '@tanstack/react-router';
import { reviewsToModerateQuery } from '../../../api/admin-talk';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';

const { reviews: says } = adminWords.talk;
const { cells, acts, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

type Schemas = components['schemas'];
type Review = Schemas['ReviewForAdmin'];
type Part = Schemas['What'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'state', label: filterWords.status, names: says.state, any: says.state.ALL },
  { kind: 'text', key: 'userId', label: says.userId },
];

export function AdminReviewsPage() {
  const values = useFilters(FILTERS);
  const { state, userId } = values;
  return (
    <AdminPage title={pages.reviews.title}>
      <FilterBar filters={FILTERS} list="/admin/reviews" />
      <RecordList
        query={reviewsToModerateQuery({
          ...recordAsked(values),
          state: (state ?? 'ALL') as Schemas['ListReviewsToModerateState'],
          userId,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.author, cell: ({ author }) => <Who person={author} /> },
          { name: says.subject, cell: ({ subject }) => <Who person={subject} /> },
          {
            name: says.deal,
            cell: ({ transactionId, listingTitle }) => (
              <Link to="/deals/$id" params={{ id: transactionId }}>
                {listingTitle}
              </Link>
            ),
          },
          { name: says.said, cell: (review) => <Said review={review} /> },
          {
            name: says.shown,
            cell: ({ shownAt }) => (shownAt ? <Moment at={shownAt} day /> : says.sealed),
          },
          { name: cells.acts, cell: (review) => <Acts inRow acts={actsOf(review)} /> },
        ]}
      />
    </AdminPage>
  );
}

const Said = ({ review: { stars, content, hiddenAt, hiddenReason, reply } }: { review: Review }) => (
  <div className={classes.asked}>
    <span>
      <strong>{says.stars(stars)}</strong> {content}
    </span>
    {hiddenAt && <Hidden reason={hiddenReason} />}
    {reply && (
      <span className="second">
        {says.reply}: {reply.content}
      </span>
    )}
    {reply?.hiddenAt && <Hidden reason={reply.hiddenReason} />}
  </div>
);

const Hidden = ({ reason }: { reason: string | null }) => (
  <span>
    <Chip tone="bad">{says.state.HIDDEN}</Chip> {reason && <span className="note">{reason}</span>}
  </span>
);

function actsOf({ id, shownAt, hiddenAt, reply }: Review): Act[] {
  const fields = [{ kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold }] as const;
  const hide = (what: Part, label: string): Act => ({
    ...{ label, fields, note: says.hideNote, grave: true },
    send: (read) =>
      answerOf(
        api.POST('/admin/reviews/{id}/hide', {
          params: { path: { id } },
          body: { what, reason: read.text('reason') },
        }),
      ),
  });
  const restore = (what: Part, label: string): Act => ({
    ...{ label, fields, note: says.restoreNote },
    send: (read) =>
      answerOf(
        api.POST('/admin/reviews/{id}/restore', {
          params: { path: { id } },
          body: { what, reason: read.text('reason') },
        }),
      ),
  });
  const ofReview = hiddenAt
    ? [restore('REVIEW', says.restoreReview)]
    : shownAt
      ? [hide('REVIEW', says.hideReview)]
      : [];
  if (!reply) return ofReview;
  return [...ofReview, reply.hiddenAt ? restore('REPLY', says.restoreReply) : hide('REPLY', says.hideReply)];
}
