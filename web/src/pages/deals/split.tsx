/** How what is held is divided: a bar with both sums, and the field that moves it. */
import { money } from '../../format/money';
import { MoneyInput } from '../../ui/money-input';
import { dealActs, dealWords } from '../../words/deals';
import classes from './split.module.css';

const { dispute: says } = dealWords;

interface Split {
  buyerCents: number;
  sellerCents: number;
}

export function SplitBar({ buyerCents, sellerCents }: Split) {
  const held = buyerCents + sellerCents;
  const share = held === 0 ? 0 : (sellerCents / held) * 100;
  return (
    <div className={classes.split}>
      <div
        className={classes.bar}
        role="img"
        aria-label={says.splitBar(money(buyerCents), money(sellerCents))}
      >
        <span style={{ width: `${100 - share}%` }} />
        <span style={{ width: `${share}%` }} />
      </div>
      <dl className={classes.parts}>
        <div>
          <dt>{says.toBuyer}</dt>
          <dd>{money(buyerCents)}</dd>
        </div>
        <div>
          <dt>{says.toSeller}</dt>
          <dd>{money(sellerCents)}</dd>
        </div>
      </dl>
    </div>
  );
}

interface Props {
  heldCents: number;
  sellerCents: number;
  error: string | undefined;
  onSeller(cents: number): void;
}

export function SplitField({ heldCents, sellerCents, error, onSeller }: Props) {
  const tooMuch = sellerCents > heldCents;
  const within = Math.min(Math.max(sellerCents, 0), heldCents);
  return (
    <div className="stack-tight">
      <MoneyInput
        label={dealActs.sellerPart(money(heldCents))}
        name="sellerCents"
        description={dealActs.sellerPartHint}
        initialCents={sellerCents}
        {...((tooMuch ? dealActs.notThatMuch : error)
          ? { error: tooMuch ? dealActs.notThatMuch : (error ?? '') }
          : {})}
        onCents={(cents) => onSeller(cents ?? 0)}
      />
      <SplitBar buyerCents={heldCents - within} sellerCents={within} />
    </div>
  );
}
