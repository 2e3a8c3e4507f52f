/** Whose move it is, until when, what silence does; and the moves that are open to the reader. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Offer } from '../../../api/offers';
import { useNow } from '../../../app/use-now';
import { fromNow } from '../../../format/time';
import { Moment } from '../../../ui/moment';
import { offersWords } from '../../../words/offers';
import classes from '../offers.module.css';
import { AcceptDialog } from '../accept-dialog';
import { NewVersion } from './new-version';
import { ReasonDialog } from './reason-dialog';

const { page: says, move: names } = offersWords;

type Move = Offer['moves']['open'][number]['move'];

export function Answer({ offer }: { offer: Offer }) {
  const [chosen, setChosen] = useState<Move | null>(null);
  const { open, closed, next } = offer.moves;
  const close = () => setChosen(null);
  const mine = next !== null && next.side === offer.yourSide;
  return (
    <>
      <section className={`card ${classes.move}`} data-mine={mine || undefined}>
        {next && <Next next={next} mine={mine} />}
        {offer.transactionId && (
          <div>
            <Button component="a" href={`/deals/${offer.transactionId}`}>
              {says.openDeal}
            </Button>
          </div>
        )}
        {open.length > 0 && (
          <>
            <div className={classes.moves}>
              {open.map(({ move }, index) => (
                <Button
                  key={move}
                  {...(index === 0 ? {} : { variant: 'default' })}
                  onClick={() => setChosen(move)}
                >
                  {names[move]}
                </Button>
              ))}
            </div>
            <ul className="note">
              {open.map(({ move, effect }) => (
                <li key={move}>
                  {names[move]}: {effect}
                </li>
              ))}
            </ul>
          </>
        )}
        <details className={classes.closed}>
          <summary>{says.closedMoves}</summary>
          <ul>
            {closed.map(({ move, because }) => (
              <li key={move}>
                <strong>{names[move]}</strong>: {because}
              </li>
            ))}
          </ul>
        </details>
      </section>
      {(chosen === 'COUNTER' || chosen === 'REVIVE') && (
        <NewVersion key={chosen} offer={offer} move={chosen} onClose={close} />
      )}
      <AcceptDialog offer={offer} opened={chosen === 'ACCEPT'} onClose={close} />
      <ReasonDialog offer={offer} move="REJECT" opened={chosen === 'REJECT'} onClose={close} />
      <ReasonDialog offer={offer} move="WITHDRAW" opened={chosen === 'WITHDRAW'} onClose={close} />
    </>
  );
}

interface NextProps {
  next: NonNullable<Offer['moves']['next']>;
  mine: boolean;
}

function Next({ next: { side, until, onSilence }, mine }: NextProps) {
  const now = useNow();
  return (
    <div className="stack-tight">
      <p className="row">
        <strong>{mine ? says.yourTurn : says.theirTurn[side]}</strong>
        <span>
          {says.until} <Moment at={until} /> ({fromNow(until, now)})
        </span>
      </p>
      <p className="second">{says.silence(onSilence)}</p>
    </div>
  );
}
