/** The dispute of a deal: what is frozen, what each side says, how they would divide it, and how it ends. */
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { agree } from '../../../api/deal-acts';
import { type Deal, type Proposal, settlementsQuery, timelineQuery } from '../../../api/deals';
import { Handed } from '../../../app/attach';
import { useMove } from '../../../app/use-move';
import { money } from '../../../format/money';
import { Chip } from '../../../ui/chip';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { dealActs, dealCodes, dealWords } from '../../../words/deals';
import { ActDialog } from '../act-dialog';
import type { ActName } from '../acts';
import { readerOf } from '../deal.rules';
import { WithdrawProposal } from '../withdraw-proposal';
import { Part } from '../part';
import { SplitBar } from '../split';
import { useDeal } from '../use-deal';
import classes from './dispute.module.css';

const { dispute: says } = dealWords;
const ACTS: readonly ActName[] = ['PROPOSE_SETTLEMENT', 'ADD_EVIDENCE', 'RESOLVE'];

export function DisputePage() {
  const deal = useDeal();
  const [act, setAct] = useState<ActName | null>(null);
  // An answer comes before a proposal of one's own.
  const answers = deal.moves.open.some(({ move }) => move === 'SETTLE');
  const open = ACTS.filter((name) => deal.moves.open.some(({ move }) => move === name));
  return (
    <section className="stack">
      {deal.dispute ? (
        <div className="card stack-tight">
          <h2>{says.frozen(money(deal.heldCents))}</h2>
          <p className="second">
            {says.openedBy(dealCodes.mover[deal.dispute.by])} · <Moment at={deal.dispute.at} />
          </p>
          {deal.dispute.reason && <p>{deal.dispute.reason}</p>}
          <p className="note">{says.feeNote}</p>
          <div className="row">
            {open.map((name, index) => (
              <Button
                key={name}
                variant={index === 0 && !answers ? 'filled' : 'default'}
                onClick={() => setAct(name)}
              >
                {dealCodes.move[name]}
              </Button>
            ))}
          </div>
        </div>
      ) : (
        <Empty>{`${says.none} ${says.noneText}`}</Empty>
      )}
      <Settlements deal={deal} />
      <Statements deal={deal} />
      {act && <ActDialog deal={deal} act={act} onClose={() => setAct(null)} />}
    </section>
  );
}

function Settlements({ deal }: { deal: Deal }) {
  const settlements = useQuery(settlementsQuery(deal.id));
  // Only administrators are sent what one of them has decided and a second one has not.
  const decisions = deal.proposals.filter(({ kind }) => kind === 'DECISION');
  return (
    <section className="stack-tight">
      <h2>{says.proposals}</h2>
      <Part query={settlements} heights={[140]}>
        {(list) =>
          list.length + decisions.length === 0 ? (
            <Empty>{says.noProposals}</Empty>
          ) : (
            <ul className={classes.list}>
              {[...decisions, ...list.toReversed()].map((proposal) => (
                <Settlement key={proposal.id} deal={deal} proposal={proposal} />
              ))}
            </ul>
          )
        }
      </Part>
    </section>
  );
}

function Settlement({ deal, proposal }: { deal: Deal; proposal: Proposal }) {
  const { by, kind, status, outcome, split, reason, createdAt, expiresAt } = proposal;
  const isOpen = status === 'OPEN';
  const mine = by === readerOf(deal);
  const maySettle = isOpen && !mine && deal.moves.open.some(({ move }) => move === 'SETTLE');
  return (
    <li className={classes.settlement} data-open={isOpen || undefined}>
      <div className="row">
        <strong>{dealCodes.mover[by]}</strong>
        <Chip tone={status === 'AGREED' ? 'ok' : isOpen ? 'info' : 'neutral'}>
          {dealCodes.proposalStatus[status]}
        </Chip>
        <span className="note">
          <Moment at={createdAt} />
        </span>
      </div>
      {outcome && <p>{dealCodes.outcome[outcome]}</p>}
      {split && <SplitBar buyerCents={split.buyerCents} sellerCents={split.sellerCents} />}
      {reason && <p className="second">{reason}</p>}
      {maySettle && <Settle deal={deal} proposal={proposal} />}
      {isOpen && mine && (
        <p className="note">
          {kind === 'DECISION' ? dealWords.proposals.waitsForSecond : dealWords.proposals.waits}
        </p>
      )}
      {isOpen && expiresAt && (
        <p className="note">
          {dealWords.proposals.until} <Moment at={expiresAt} />
        </p>
      )}
      {isOpen && mine && kind === 'SETTLEMENT' && <WithdrawProposal deal={deal} proposal={proposal} />}
    </li>
  );
}

function Settle({ deal, proposal: { id, split } }: { deal: Deal; proposal: Proposal }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const move = useMove((proposalId: string, key) => agree(deal.id, 'SETTLEMENT', proposalId, key), {
    changes: [['deal', deal.id], ['deals']],
    onDone: close,
  });
  return (
    <div>
      <Button onClick={() => setOpened(true)}>{dealCodes.move.SETTLE}</Button>
      <MoveDialog
        title={dealCodes.move.SETTLE}
        opened={opened}
        onClose={close}
        submit={dealCodes.move.SETTLE}
        grave
        move={move}
        onSubmit={() => move.act(id)}
      >
        {split && (
          <>
            <p>{dealActs.agreeSplit(money(split.buyerCents), money(split.sellerCents))}</p>
            <p className="second">{says.feeNote}</p>
          </>
        )}
      </MoveDialog>
    </div>
  );
}

/** What the sides have said stands in the timeline, for good. */
function Statements({ deal }: { deal: Deal }) {
  const timeline = useInfiniteQuery(timelineQuery(deal.id));
  return (
    <section className="stack-tight">
      <h2>{says.statements}</h2>
      <Part query={timeline} heights={[80]}>
        {({ pages }) => {
          const said = pages
            .flatMap(({ data }) => data)
            .filter(({ move, reason }) => move === 'ADD_EVIDENCE' && reason);
          return said.length === 0 ? (
            <Empty>{says.noStatements}</Empty>
          ) : (
            <ul className={classes.list}>
              {said.map(({ seq, by, at, reason, documents }) => (
                <li key={seq} className={classes.settlement}>
                  <p className="note">
                    {dealCodes.mover[by]} · <Moment at={at} />
                  </p>
                  <p className={classes.text}>{reason}</p>
                  <Handed documents={documents} />
                </li>
              ))}
            </ul>
          );
        }}
      </Part>
    </section>
  );
}
