/** The review of one listing: what the seller says beside the federal record, and the decision on what was read. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { pendingListingsQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import { type Listing, listingQuery } from '../../../api/queries';
import { AdminNotes } from '../../../app/admin-notes';
import { PageProblem } from '../../../app/page-states';
import { useNow } from '../../../app/use-now';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { Button } from '@mantine/core';
import { useOpenAct } from '../act-frame';
import type { Act } from '../acts';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { KeyHelp } from '../key-help';
import { statusTone } from '../tones';
import { useKeys } from '../use-keys';
import { SellerAndHistory } from './history';
import { CheckedRecord } from './record';
import { SellerText } from './text';

const { review: says, featured: places, acts } = adminWords;
const { codes } = words;
const { adminPages: pages } = words.pages;

export function AdminListingPage() {
  const { id = '' } = useParams({ strict: false });
  const listing = useQuery(listingQuery(id));
  if (listing.isError) return <PageProblem error={listing.error} onRetry={() => void listing.refetch()} />;
  return (
    <AdminPage title={listing.data?.title ?? pages.listing.title}>
      {listing.isPending && <Skeleton heights={[50, 320, 200]} />}
      {listing.data?.management && (
        <Review key={id} listing={listing.data} management={listing.data.management} />
      )}
    </AdminPage>
  );
}

type Management = NonNullable<Listing['management']>;

function Review({ listing, management }: { listing: Listing; management: Management }) {
  const { toNext, toPrevious } = useNeighbors(listing.id);
  const acting = actsOf(listing, management, { toNext, now: useNow() });
  const open = useOpenAct(Object.values(acting).filter((act) => act !== undefined));
  const opening = (act: Act | undefined) => act && (() => open(act));
  useKeys({ a: opening(acting.approve), r: opening(acting.reject), j: toNext, k: toPrevious });
  return (
    <>
      <div className={classes.bar}>
        <Chip tone={statusTone[listing.status]}>{codes.listingStatus[listing.status]}</Chip>
        <span className="second">
          {says.version(management.version)}
          {management.submittedAt && (
            <>
              {' · '}
              <Moment at={management.submittedAt} />
            </>
          )}
        </span>
        <KeyHelp keys={['a', 'r', 'j', 'k']} />
        <span className={classes.acts}>
          {Object.values(acting).map(
            (act) =>
              act && (
                <Button
                  key={act.label}
                  size="sm"
                  variant={act === acting.approve ? 'filled' : 'default'}
                  onClick={() => open(act)}
                >
                  {act.label}
                </Button>
              ),
          )}
        </span>
      </div>
      {!acting.approve && <p className="note">{says.decided}</p>}
      <div className={classes.columns}>
        <div className={classes.side}>
          <SellerText listing={listing} management={management} />
          <SellerAndHistory listing={listing} management={management} />
        </div>
        <div className={classes.side}>
          <CheckedRecord listing={listing} />
          <AdminNotes subject={{ type: 'listing', id: listing.id }} />
        </div>
      </div>
      <p>
        <Link to="/listings/$id" params={{ id: listing.id }}>
          {says.publicPage}
        </Link>
      </p>
    </>
  );
}

/** Those before and after it in the queue; where it stands in none, the first. */
function useNeighbors(id: string) {
  const { data } = useInfiniteQuery(pendingListingsQuery);
  const navigate = useNavigate();
  const ids = data?.pages.flatMap((page) => page.data.map((card) => card.id)) ?? [];
  const at = ids.indexOf(id);
  const go = (to: string | undefined) =>
    to === undefined || to === id
      ? () => void navigate({ to: '/admin/listings' })
      : () => void navigate({ to: '/admin/listings/$id', params: { id: to } });
  return { toNext: go(ids[at + 1]), toPrevious: go(at > 0 ? ids[at - 1] : undefined) };
}

/** Which are open the server has said; the decision is on the version that was read. */
function actsOf(
  { id, status }: Listing,
  { moves, version, pendingChange }: Management,
  { toNext, now }: { toNext: () => void; now: number },
) {
  const params = { path: { id } };
  const reason = (hint: string) => [{ kind: 'reason', name: 'reason', label: acts.reason, hint } as const];
  const waits = moves.includes('approve') || pendingChange !== null;
  const approve: Act | undefined = waits
    ? {
        label: says.approve,
        note: says.approveNote,
        fields: [{ kind: 'reason', name: 'notes', label: says.notes, hint: acts.reasonKept, optional: true }],
        send: (read) =>
          answerOf(
            api.POST('/admin/listings/{id}/approve', {
              params,
              body: { version, notes: read.textOrNone('notes') },
            }),
          ),
        onDone: toNext,
      }
    : undefined;
  const reject: Act | undefined = waits
    ? {
        label: says.reject,
        note: says.rejectNote,
        grave: true,
        fields: reason(acts.reasonTold),
        send: (read, key) =>
          answerOf(
            api.POST('/admin/listings/{id}/reject', {
              params: { ...params, header: { 'Idempotency-Key': key } },
              body: { version, reason: read.text('reason') },
            }),
          ),
        onDone: toNext,
      }
    : undefined;
  const suspend: Act | undefined = moves.includes('suspend')
    ? {
        label: says.suspend,
        note: says.suspendNote,
        grave: true,
        fields: reason(acts.reasonTold),
        send: (read) =>
          answerOf(
            api.POST('/admin/listings/{id}/suspend', {
              params,
              body: { version, reason: read.text('reason') },
            }),
          ),
      }
    : undefined;
  const reinstate: Act | undefined = moves.includes('reinstate')
    ? {
        label: says.reinstate,
        note: says.reinstateTitle,
        send: () => answerOf(api.POST('/admin/listings/{id}/reinstate', { params, body: { version } })),
      }
    : undefined;
  const feature: Act | undefined =
    status === 'ACTIVE'
      ? {
          label: places.feature,
          note: places.featureNote,
          fields: [
            { kind: 'days', name: 'until', label: places.days, initial: 30 },
            { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept },
          ],
          send: (read) =>
            answerOf(
              api.PUT('/admin/listings/{id}/featured', {
                params,
                body: { until: read.daysFrom('until', now), reason: read.text('reason') },
              }),
            ),
        }
      : undefined;
  return { reject, approve, suspend, reinstate, feature };
}
