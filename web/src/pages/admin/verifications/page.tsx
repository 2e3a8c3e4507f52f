/** What people want verified of themselves, with the papers that they sent, and the decision on each. */
import { type Asked, verificationsQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { money } from '../../../format/money';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { OpenDocument } from '../open-document';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';
import { verificationTone } from '../tones';

const { verifications: says, codes, cells, acts, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Schemas = components['schemas'];
type Verification = Schemas['VerificationForAdmin'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  {
    kind: 'choice',
    key: 'state',
    label: filterWords.status,
    names: { ...codes.verificationState, ALL: filterWords.any },
    any: codes.verificationState.PENDING,
  },
  { kind: 'choice', key: 'fact', label: says.fact, names: codes.verificationFact },
  { kind: 'text', key: 'userId', label: says.userId },
];

export function AdminVerificationsPage() {
  const values = useFilters(FILTERS);
  const { state, fact, userId } = values;
  return (
    <AdminPage title={pages.verifications.title}>
      <FilterBar filters={FILTERS} list="/admin/verifications" />
      <RecordList
        query={verificationsQuery({
          ...recordAsked(values),
          userId,
          state: (state ?? 'PENDING') as Asked<'listVerifications'>['state'],
          fact: fact as Schemas['VerificationFact'] | undefined,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: cells.who, cell: ({ user }) => <Who person={user} /> },
          { name: says.fact, cell: (row) => codes.verificationFact[row.fact] },
          { name: says.claim, cell: ({ claim }) => sayClaim(claim) },
          {
            name: says.record,
            cell: ({ carrierRecord, ownCarriers }) =>
              [carrierRecord, ...ownCarriers].filter(Boolean).join('; ') || common.none,
          },
          {
            name: says.documents,
            cell: ({ documents }) =>
              documents.length === 0 ? (
                common.none
              ) : (
                <span className={classes.rowActs}>
                  {documents.map(({ id, title }) => (
                    <OpenDocument key={id} id={id} label={title} />
                  ))}
                </span>
              ),
          },
          { name: says.submitted, cell: ({ submittedAt }) => <Moment at={submittedAt} /> },
          {
            name: cells.status,
            cell: (row) => (
              <Chip tone={verificationTone[row.state]}>{codes.verificationState[row.state]}</Chip>
            ),
          },
          { name: cells.acts, cell: (row) => <Acts inRow acts={actsOf(row)} /> },
        ]}
      />
    </AdminPage>
  );
}

function sayClaim(claim: Verification['claim']): string {
  if (!claim) return common.none;
  const { legalName, amountCents, companyName, role, datedOn } = claim;
  const funds = amountCents === undefined ? null : money(amountCents);
  return [legalName, companyName, role, funds, datedOn].filter(Boolean).join(', ') || common.none;
}

const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold } as const;

function actsOf({ id, state, fact, version, claim }: Verification): Act[] {
  const params = { path: { id } };
  if (state === 'VERIFIED') {
    return [
      {
        label: says.revoke,
        note: says.revokeNote,
        grave: true,
        fields: [reason],
        send: (read) =>
          answerOf(
            api.POST('/admin/verifications/{id}/revoke', { params, body: { reason: read.text('reason') } }),
          ),
      },
    ];
  }
  if (state !== 'PENDING') return [];
  const decide = (decision: 'VERIFIED' | 'DECLINED'): Act['send'] => {
    return (read) =>
      answerOf(
        api.POST('/admin/verifications/{id}/decide', {
          params,
          body: {
            ...{ version, decision, reason: read.text('reason') },
            ...(decision === 'VERIFIED' && fact === 'FUNDS'
              ? { amountCents: read.cents('amountCents') }
              : {}),
          },
        }),
      );
  };
  const funds = {
    kind: 'money',
    name: 'amountCents',
    label: says.seen,
    initial: claim?.amountCents,
  } as const;
  return [
    {
      label: says.verify,
      note: says.verifyNote,
      fields: fact === 'FUNDS' ? [funds, reason] : [reason],
      send: decide('VERIFIED'),
    },
    { label: says.decline, note: says.declineNote, fields: [reason], send: decide('DECLINED') },
  ];
}
