/** Who controls a company: proofs that wait for a review, and contests by those who say that it is theirs. */
import { Link } from '@tanstack/react-router';
import { contestsQuery, proofsQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { shortMoment } from '../../../format/time';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import type { ActField } from '../act.rules';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { OpenDocument } from '../open-document';
import { RecordList } from '../record-list';

const { control: says, codes, cells, acts, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Proof = components['schemas']['ProofOfControlForAdmin'];
type Contest = components['schemas']['ControlContestForAdmin'];

const FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    key: 'contests',
    label: filterWords.status,
    names: codes.contestState,
    any: codes.contestState.OPEN,
  },
];

const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold } as const;
const evidence = {
  kind: 'reason',
  name: 'evidence',
  label: says.evidenceField,
  hint: acts.reasonKept,
} as const;
const namesIn = (typed: string): string[] =>
  typed
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

export const AdminControlPage = () => (
  <AdminPage title={pages.control.title}>
    <RecordList
      query={proofsQuery}
      caption={says.caption}
      empty={says.empty}
      keyOf={({ userId, usdot }) => `${userId}:${usdot}`}
      columns={[
        { name: cells.who, cell: ({ user }) => <Who person={user} /> },
        { name: says.company, cell: ({ usdot }) => cells.usdot(usdot) },
        { name: says.level, cell: ({ level }) => cells.level(level) },
        {
          name: says.evidence,
          cell: ({ review, evidence, user }) => (
            <>
              {review?.description ?? evidence ?? common.none}
              {review?.documents.map(({ id, title }) => (
                <OpenDocument key={id} id={id} label={title} />
              ))}
              {review && review.documents.length > 0 && (
                <Link to="/admin/documents" search={{ search: user.email ?? '' }}>
                  {says.toDocuments}
                </Link>
              )}
            </>
          ),
        },
        { name: says.recorded, cell: (proof) => sayRecorded(proof) },
        { name: says.holders, figure: true, cell: ({ otherHolders }) => otherHolders },
        {
          name: cells.since,
          cell: ({ review }) => (review ? <Moment at={review.requestedAt} /> : common.none),
        },
        { name: cells.acts, cell: (proof) => <Acts inRow acts={actsOf(proof)} /> },
      ]}
    />
    <Contests />
  </AdminPage>
);

/** What the level that they have rests on. */
function sayRecorded({ shownBy, levelSince, papers, session }: Proof): string {
  if (!shownBy) return common.none;
  const titles = papers.map(({ title }) => title);
  const seen = session && says.sessionOf(shortMoment(session.heldAt), session.attendees.join(', '));
  return [shownBy, levelSince && says.since(shortMoment(levelSince)), ...titles, seen]
    .filter(Boolean)
    .join('; ');
}

/** The request that stands on the page; another may have come in its place. */
const readRequest = (review: Proof['review']) =>
  review?.state === 'PENDING' ? { requestedAt: review.requestedAt } : {};

function Contests() {
  const { contests } = useFilters(FILTERS);
  return (
    <>
      <h2>{says.contestsTitle}</h2>
      <FilterBar filters={FILTERS} />
      <RecordList
        query={contestsQuery({ state: (contests ?? 'OPEN') as Contest['state'] })}
        caption={says.contestsCaption}
        empty={says.contestsEmpty}
        keyOf={({ id }) => id}
        columns={[
          { name: cells.who, cell: ({ user }) => <Who person={user} /> },
          { name: says.company, cell: ({ usdot }) => cells.usdot(usdot) },
          {
            name: says.statement,
            cell: ({ statement, documents }) => (
              <>
                {statement}
                {documents.map(({ id, title }) => (
                  <OpenDocument key={id} id={id} label={title} />
                ))}
              </>
            ),
          },
          {
            name: says.holders,
            cell: ({ holders }) =>
              holders.length === 0
                ? common.none
                : holders.map(({ userId, user, shownBy }) => (
                    <span key={userId}>
                      <Who person={user} /> {shownBy}
                    </span>
                  )),
          },
          { name: cells.since, cell: ({ openedAt }) => <Moment at={openedAt} /> },
          {
            name: cells.status,
            cell: ({ state, reason: why }) =>
              why ? `${codes.contestState[state]}: ${why}` : codes.contestState[state],
          },
          { name: cells.acts, cell: (contest) => <Acts inRow acts={decisionsOf(contest)} /> },
        ]}
      />
    </>
  );
}

/** One of the papers that they handed in or that their level rests on; where there is none, an administrator names it. */
function identityField(review: Proof['review'], papers: Proof['papers']): ActField {
  const shown = { name: 'session.identityPaper', label: says.identityPaper } as const;
  const handed = [...(review?.documents ?? []), ...papers];
  if (handed.length === 0) return { ...shown, kind: 'text', hint: says.identityPaperHint };
  return { ...shown, kind: 'choice', names: Object.fromEntries(handed.map(({ id, title }) => [id, title])) };
}

const actsOf = ({ userId, usdot, level, review, papers }: Proof): Act[] => [
  {
    label: says.recordPapers,
    note: says.recordPapersNote,
    fields: [evidence],
    send: (read) =>
      answerOf(
        api.POST('/admin/proof-of-control', {
          body: { userId, usdot, level: 2, evidence: read.text('evidence'), ...readRequest(review) },
        }),
      ),
  },
  {
    label: says.recordSession,
    note: says.recordSessionNote,
    fields: [
      { kind: 'moment', name: 'session.heldAt', label: says.heldAt },
      { kind: 'text', name: 'session.attendees', label: says.attendees, hint: says.attendeesHint },
      identityField(review, papers),
      { kind: 'text', name: 'session.recording', label: says.recording, hint: says.recordingHint },
      evidence,
    ],
    send: (read) =>
      answerOf(
        api.POST('/admin/proof-of-control', {
          body: {
            userId,
            usdot,
            level: 3,
            evidence: read.text('evidence'),
            session: {
              heldAt: read.moment('session.heldAt'),
              attendees: namesIn(read.text('session.attendees')),
              identityPaper: read.text('session.identityPaper'),
              recording: read.text('session.recording'),
            },
            ...readRequest(review),
          },
        }),
      ),
  },
  {
    label: says.decline,
    note: says.declineNote,
    fields: [reason],
    send: (read) =>
      answerOf(
        api.POST('/admin/proof-of-control/decline', {
          body: { userId, usdot, reason: read.text('reason'), ...readRequest(review) },
        }),
      ),
  },
  ...(level > 0
    ? [
        {
          label: says.revoke,
          note: says.revokeNote,
          grave: true,
          fields: [reason],
          send: (read) =>
            answerOf(
              api.POST('/admin/proof-of-control/revoke', {
                body: { userId, usdot, reason: read.text('reason') },
              }),
            ),
        } satisfies Act,
      ]
    : []),
];

const decisionsOf = ({ id, state, holdersHash }: Contest): Act[] =>
  state !== 'OPEN'
    ? []
    : (
        [
          ['UPHELD', says.uphold, says.upholdNote],
          ['DISMISSED', says.dismiss, says.dismissNote],
        ] as const
      ).map(([decision, label, note]) => ({
        label,
        note,
        fields: [reason],
        send: (read) =>
          answerOf(
            api.POST('/admin/contests/{id}/decide', {
              params: { path: { id } },
              body: { decision, holdersHash, reason: read.text('reason') },
            }),
          ),
      }));
