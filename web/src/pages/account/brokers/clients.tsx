/** For whom the reader acts or is asked to act. */
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  acceptMandate,
  actForClient,
  clientsQuery,
  declineMandate,
  type Mandate,
  mandateTermsQuery,
} from '../../../api/brokers';
import { session } from '../../../api/session';
import { MANDATE_TONES } from '../../../app/tones';
import { useMove } from '../../../app/use-move';
import { useSwitchedOff, WhenOn } from '../../../app/when-on';
import { Chip } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { formText } from '../../../ui/form-text';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { MoveDialog } from '../../../ui/move-dialog';
import { brokersWords } from '../../../words/brokers';
import { EndMandate } from './end-mandate';
import { SignTerms } from './terms';
import { PartProblem } from '../../../app/part-problem';

const { clients: says, own, side, status } = brokersWords;
const CHANGED = [['brokers']];

const COLUMNS: readonly Column<Mandate>[] = [
  { name: says.client, cell: ({ client }) => client.displayName },
  { name: own.side, cell: (mandate) => side[mandate.side] },
  { name: own.until, cell: ({ endsAt }) => <Moment at={endsAt} /> },
  {
    name: own.status,
    cell: (mandate) => <Chip tone={MANDATE_TONES[mandate.status]}>{status[mandate.status]}</Chip>,
  },
  { name: own.acts, cell: (mandate) => <Acts mandate={mandate} /> },
];

export function Clients() {
  const list = useInfiniteQuery(clientsQuery);
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <section className="stack-tight">
      <h2>{says.title}</h2>
      <PartProblem query={list} />
      {list.data && rows.length === 0 && <Empty>{says.empty}</Empty>}
      {rows.length > 0 && (
        <DataTable caption={says.caption} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />
      )}
      <MoreButton list={list} />
    </section>
  );
}

function Acts({ mandate }: { mandate: Mandate }) {
  if (mandate.status === 'GIVEN') return <Answer mandate={mandate} />;
  if (mandate.status !== 'ACTIVE') return null;
  return (
    <span className="row">
      <Act mandate={mandate} />
      <EndMandate id={mandate.id} name={mandate.client.displayName} />
    </span>
  );
}

function Act({ mandate: { id, client } }: { mandate: Mandate }) {
  const navigate = useNavigate();
  const move = useMove((mandateId: string) => actForClient(mandateId), {
    onDone: ({ data }) => {
      void navigate({ to: '/' }).then(() => session.actFor(data.accessToken));
    },
  });
  return (
    <>
      <Button
        size="compact-sm"
        aria-label={says.actOf(client.displayName)}
        loading={move.busy}
        onClick={() => move.act(id)}
      >
        {says.act}
      </Button>
      {move.problem && <span role="alert">{move.problem}</span>}
    </>
  );
}

function Answer({ mandate: { id, termsVersion } }: { mandate: Mandate }) {
  const [opened, setOpened] = useState(false);
  const terms = useQuery({ ...mandateTermsQuery, enabled: opened });
  const switchedOff = useSwitchedOff('BROKERS');
  const close = () => setOpened(false);
  const accept = useMove(acceptMandate, { changes: CHANGED, onDone: close });
  const decline = useMove((mandateId: string, key) => declineMandate(mandateId, key), {
    changes: CHANGED,
    onDone: close,
  });
  return (
    <>
      <Button size="compact-sm" onClick={() => setOpened(true)}>
        {says.read}
      </Button>
      <MoveDialog
        title={says.read}
        opened={opened}
        onClose={() => {
          decline.forget();
          close();
        }}
        submit={says.accept}
        disabled={!terms.data || switchedOff}
        move={accept}
        problem={accept.problem ?? decline.problem}
        onSubmit={(form) =>
          accept.act({ id, termsVersion, typedName: formText(form, 'typedName'), accepted: true })
        }
      >
        {terms.data && (
          <WhenOn feature="BROKERS">
            <SignTerms {...terms.data} agree={says.agree} errorOf={accept.errorOf} />
          </WhenOn>
        )}
        <div>
          <Button variant="default" loading={decline.busy} onClick={() => decline.act(id)}>
            {says.decline}
          </Button>
        </div>
      </MoveDialog>
    </>
  );
}
