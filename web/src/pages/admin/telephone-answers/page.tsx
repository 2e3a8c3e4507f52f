/** What people answered by telephone: written down, and what became of it. */
import {
  type AdminTelephoneAnswer,
  allTelephoneAnswersQuery,
  type NewTelephoneAnswer,
  recordTelephoneAnswer,
  undoTelephoneAnswer,
} from '../../../api/assistance';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { assistanceWords } from '../../../words/assistance';
import { type Act, Acts } from '../acts';
import type { ActField, Reader } from '../act.rules';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';

const { admin: says, answers: facts, answerStatus } = assistanceWords;
const { cells, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

type Answer = NewTelephoneAnswer['answer'];

const FILTERS: readonly Filter[] = [
  { kind: 'choice', key: 'status', label: filterWords.status, names: answerStatus },
  { kind: 'text', key: 'userId', label: says.userId },
  { kind: 'text', key: 'transactionId', label: says.transactionId },
];

const CONSENT: readonly ActField[] = [
  { kind: 'choice', name: 'consent.calledBy', label: says.calledBy, names: says.callers },
  { kind: 'text', name: 'consent.knownBy', label: says.knownBy },
  { kind: 'reason', name: 'consent.said', label: says.said },
];

const recording = (
  kind: Answer['kind'],
  about: readonly ActField[],
  answerOf: (read: Reader) => Answer,
): Act => ({
  label: says.record[kind],
  note: says.recordNote,
  fields: [{ kind: 'text', name: 'userId', label: says.userId }, ...about, ...CONSENT],
  send: (read, key) =>
    recordTelephoneAnswer(
      {
        userId: read.text('userId'),
        answer: answerOf(read),
        consent: {
          calledBy: read.choice<'US' | 'THEM'>('consent.calledBy'),
          // It is written down while they speak, or right after.
          heardAt: new Date().toISOString(),
          knownBy: read.text('consent.knownBy'),
          said: read.text('consent.said'),
        },
      },
      key,
    ),
});

const DEAL: ActField = { kind: 'text', name: 'answer.transactionId', label: says.transactionId };

const NEW: readonly Act[] = [
  recording(
    'AGREE_EXTENSION',
    [DEAL, { kind: 'text', name: 'answer.proposalId', label: says.proposalId }],
    (read) => ({
      kind: 'AGREE_EXTENSION',
      transactionId: read.text('answer.transactionId'),
      proposalId: read.text('answer.proposalId'),
    }),
  ),
  recording('SETTLE_ITEM', [DEAL, { kind: 'text', name: 'answer.itemId', label: says.itemId }], (read) => ({
    kind: 'SETTLE_ITEM',
    transactionId: read.text('answer.transactionId'),
    itemId: read.text('answer.itemId'),
  })),
  recording(
    'REJECT_OFFER',
    [
      { kind: 'text', name: 'answer.offerId', label: says.offerId },
      { kind: 'whole', name: 'answer.version', label: says.version },
      { kind: 'money', name: 'answer.amountCents', label: says.price },
    ],
    (read) => ({
      kind: 'REJECT_OFFER',
      offerId: read.text('answer.offerId'),
      version: read.whole('answer.version'),
      amountCents: read.cents('answer.amountCents'),
    }),
  ),
];

export function AdminTelephoneAnswersPage() {
  const { status, userId, transactionId } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.telephoneAnswers.title}>
      <Acts acts={NEW} />
      <FilterBar filters={FILTERS} list="/admin/telephone-answers" />
      <RecordList
        query={allTelephoneAnswersQuery({
          status: status as AdminTelephoneAnswer['status'] | undefined,
          ...{ userId, transactionId },
        })}
        caption={says.answersCaption}
        empty={says.answersEmpty}
        keyOf={({ id }) => id}
        columns={[
          { name: facts.about, cell: ({ title }) => title },
          { name: cells.who, cell: ({ person }) => <Who person={person} /> },
          { name: facts.says, cell: ({ says: meaning }) => meaning },
          { name: says.said, cell: ({ consent }) => `“${consent.said}” ${consent.knownBy}` },
          { name: says.by, cell: ({ recordedBy }) => <Who person={recordedBy} /> },
          { name: facts.effect, cell: ({ takesEffectAt }) => <Moment at={takesEffectAt} /> },
          {
            name: cells.status,
            cell: ({ status: stands, because }) => (
              <span>
                <Chip tone={stands === 'STANDING' ? 'turn' : 'neutral'}>{answerStatus[stands]}</Chip>
                {because && <span className="note">{because}</span>}
              </span>
            ),
          },
          { name: cells.acts, cell: (answer) => <Acts inRow acts={actsOf(answer)} /> },
        ]}
      />
    </AdminPage>
  );
}

/** Of what another administrator wrote down it is refused. */
const actsOf = ({ id, status }: AdminTelephoneAnswer): Act[] =>
  status === 'STANDING' ? [{ label: says.undo, send: (_, key) => undoTelephoneAnswer(id, key) }] : [];
