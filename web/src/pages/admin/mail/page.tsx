/** Letters and where each is, and the addresses that get none. What a letter says is not shown. */
import { lettersQuery, suppressionsQuery } from '../../../api/admin-talk';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { shortMoment } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { named } from '../action.rules';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';
import { letterTone } from '../tones';

const { mail: says } = adminWords.talk;
const { cells, acts, filters: filterWords, log } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Schemas = components['schemas'];
type Letter = Schemas['Letter'];

const FILTERS: readonly Filter[] = [
  { kind: 'choice', key: 'status', label: filterWords.status, names: says.status },
  { kind: 'text', key: 'to', label: says.searchTo },
];

export function AdminMailPage() {
  const { status, to } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.mail.title} aside={status === 'WAITING' && <Acts acts={[sendWaiting]} />}>
      <FilterBar filters={FILTERS} />
      <RecordList
        query={lettersQuery({ to, status: status as Letter['status'] | undefined })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.to, cell: (letter) => letter.to },
          { name: says.subject, cell: ({ subject }) => subject },
          { name: says.kind, cell: ({ kind }) => named(says.kinds, kind, log.other.email) },
          {
            name: cells.status,
            cell: (letter) => <Chip tone={letterTone[letter.status]}>{says.status[letter.status]}</Chip>,
          },
          { name: says.why, cell: (letter) => whyOf(letter) },
          { name: says.tries, figure: true, cell: ({ attempts }) => attempts },
          { name: says.written, cell: ({ createdAt }) => <Moment at={createdAt} /> },
          { name: cells.acts, cell: (letter) => <Acts inRow acts={actsOf(letter)} /> },
        ]}
      />
      <h2>{says.suppressed}</h2>
      <RecordList
        query={suppressionsQuery}
        headed
        caption={says.suppressed}
        empty={says.suppressedEmpty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.address, cell: ({ address }) => address },
          { name: says.why, cell: ({ reason }) => says.reason[reason] },
          { name: says.since, cell: ({ createdAt }) => <Moment at={createdAt} /> },
          { name: cells.acts, cell: ({ id }) => <Acts inRow acts={[releaseOf(id)]} /> },
        ]}
      />
    </AdminPage>
  );
}

const whyOf = ({ because, nextTryAt }: Letter): string =>
  [because, nextTryAt && says.next(shortMoment(nextTryAt))].filter(Boolean).join(' · ') || common.none;

const AGAIN: readonly Letter['status'][] = ['REFUSED', 'SUPPRESSED', 'FAILED', 'BOUNCED'];

const actsOf = ({ id, status, nextTryAt }: Letter): Act[] => {
  const waits = status === 'WAITING' && nextTryAt !== null;
  return waits || AGAIN.includes(status)
    ? [
        {
          label: waits ? says.tryNow : says.sendAgain,
          note: waits ? says.tryNowNote : says.sendAgainNote,
          send: (_, key) =>
            answerOf(
              api.POST('/admin/mail/{id}/send-again', {
                params: { path: { id }, header: { 'Idempotency-Key': key } },
              }),
            ),
        },
      ]
    : [];
};

const sendWaiting: Act = {
  label: says.tryAllNow,
  note: says.tryNowNote,
  send: (_, key) =>
    answerOf(api.POST('/admin/mail/send-waiting', { params: { header: { 'Idempotency-Key': key } } })),
};

const releaseOf = (id: string): Act => ({
  label: says.release,
  note: says.releaseNote,
  fields: [{ kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept }],
  send: (read, key) =>
    answerOf(
      api.POST('/admin/mail/suppressions/{id}/release', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { reason: read.text('reason') },
      }),
    ),
});
