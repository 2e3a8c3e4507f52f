/** What one side has proposed and the other has not answered: more days, another price, to cancel. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { agree } from '../../../api/deal-acts';
import type { Deal, Proposal } from '../../../api/deals';
import { useMove } from '../../../app/use-move';
import { money, percent } from '../../../format/money';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { dealActs, dealCodes, dealWords } from '../../../words/deals';
import { feeRateOf, readerOf } from '../deal.rules';
import { WithdrawProposal } from '../withdraw-proposal';
import classes from './room.module.css';

const { proposals: says } = dealWords;

const ANSWERS = { EXTENSION: 'AGREE_EXTENSION', PRICE: 'AGREE_PRICE' } as const;
type Answered = keyof typeof ANSWERS;
const isAnswered = (kind: Proposal['kind']): kind is Answered => kind in ANSWERS;

export function Proposals({ deal }: { deal: Deal }) {
  const shown = deal.proposals.filter(({ kind }) => kind !== 'SETTLEMENT' && kind !== 'DECISION');
  if (shown.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{says.title}</h2>
      {shown.map((proposal) => (
        <Card key={proposal.id} deal={deal} proposal={proposal} />
      ))}
    </section>
  );
}

function Card({ deal, proposal }: { deal: Deal; proposal: Proposal }) {
  const { by, reason, createdAt, expiresAt, kind } = proposal;
  const mine = by === readerOf(deal);
  const opens = isAnswered(kind) && deal.moves.open.some(({ move }) => move === ANSWERS[kind]);
  return (
    <div className={classes.proposal}>
      <div>
        <p className="second">
          {mine ? says.byYou : says.by(dealCodes.mover[by])} · <Moment at={createdAt} />
        </p>
        <p className={classes.strong}>{textOf(proposal)}</p>
        {reason && <p>{reason}</p>}
        <p className="note">
          {mine && says.waits} {expiresAt && says.until} {expiresAt && <Moment at={expiresAt} />}
        </p>
      </div>
      {!mine && opens && isAnswered(kind) ? (
        <Answer deal={deal} proposal={proposal} kind={kind} />
      ) : (
        mine && <WithdrawProposal deal={deal} proposal={proposal} />
      )}
    </div>
  );
}

function textOf({ kind, days, priceCents }: Proposal): string {
  if (kind === 'EXTENSION') return says.extension(days ?? 0);
  if (kind === 'PRICE') return says.price(money(priceCents ?? 0));
  return says.cancellation;
}

/** Consent binds, so it takes a second press that says what comes of it. */
function Answer({ deal, proposal, kind }: { deal: Deal; proposal: Proposal; kind: Answered }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const move = useMove((id: string, key) => agree(deal.id, kind, id, key), {
    changes: [['deal', deal.id], ['deals']],
    onDone: close,
  });
  const name = dealCodes.move[ANSWERS[kind]];
  const rate = feeRateOf(deal);
  return (
    <>
      <Button onClick={() => setOpened(true)}>{name}</Button>
      <MoveDialog
        title={name}
        opened={opened}
        onClose={close}
        submit={name}
        move={move}
        onSubmit={() => move.act(proposal.id)}
      >
        <p>
          {kind === 'PRICE'
            ? dealActs.agreePrice(money(proposal.priceCents ?? 0), rate === null ? null : percent(rate))
            : dealActs.agreeDays(proposal.days ?? 0)}
        </p>
      </MoveDialog>
    </>
  );
}
