/** How a payment stands, and what its payer has to do now: confirm it, send the wire, or wait. */
import { Button } from '@mantine/core';
import type { DealPayment } from '../../api/deals';
import { useNow } from '../../app/use-now';
import { money } from '../../format/money';
import { deadline } from '../../format/time';
import { Chip, type Tone } from '../../ui/chip';
import { CopyValue } from '../../ui/copy-value';
import { type Fact, Facts } from '../../ui/facts';
import { words } from '../../words';
import { dealCodes, dealWords } from '../../words/deals';

const { payment: says } = dealWords;

export const PAYMENT_TONES: Record<DealPayment['status'], Tone> = {
  STARTED: 'info',
  PROCESSING: 'info',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  CANCELLED: 'neutral',
};

type Shown = Pick<
  DealPayment,
  'status' | 'method' | 'amountCents' | 'refundedCents' | 'says' | 'failure' | 'wireInstructions' | 'nextStep'
>;

export const PaymentState = ({ payment }: { payment: Shown }) => {
  const { status, method, amountCents, refundedCents, failure, wireInstructions, nextStep } = payment;
  return (
    <div className="stack-form">
      <p className="row">
        <strong className="figure">{money(amountCents)}</strong>
        <span>{words.codes.paymentMethod[method]}</span>
        <Chip tone={PAYMENT_TONES[status]}>{dealCodes.paymentStatus[status]}</Chip>
      </p>
      {failure ? (
        <p role="alert">
          {says.failed}: {failure.message}
        </p>
      ) : (
        // What to do with a wire stands below, to be copied.
        payment.says && !wireInstructions && <p>{payment.says}</p>
      )}
      {refundedCents > 0 && <p>{says.refunded(money(refundedCents))}</p>}
      {nextStep && <Step step={nextStep} />}
      {wireInstructions && <Wire wire={wireInstructions} />}
    </div>
  );
};

const LABELS = { CONFIRM_WITH_BANK: says.confirm, VERIFY_BANK_ACCOUNT: says.verify } as const;

function Step({ step: { step, url, until } }: { step: NonNullable<Shown['nextStep']> }) {
  const now = useNow();
  return (
    <>
      {url && (step === 'CONFIRM_WITH_BANK' || step === 'VERIFY_BANK_ACCOUNT') && (
        <div>
          <Button component="a" href={url}>
            {LABELS[step]}
          </Button>
        </div>
      )}
      {until && <p className="second">{says.until(deadline(until, now))}</p>}
    </>
  );
}

function Wire({ wire }: { wire: NonNullable<Shown['wireInstructions']> }) {
  const copied = (name: string, value: string): Fact => ({
    name,
    value: <span className="figure">{value}</span>,
    source: <CopyValue name={name} value={value} />,
  });
  return (
    <section className="stack-tight">
      <h2>{says.wireTitle}</h2>
      <p>{says.wireWarning}</p>
      <Facts
        facts={[
          copied(says.reference, wire.reference),
          copied(says.stillDue, money(wire.amountCents)),
          copied(says.beneficiary, wire.beneficiary),
          copied(says.bank, wire.bankName),
          copied(says.routing, wire.routingNumber),
          copied(says.account, wire.accountNumber),
        ]}
      />
      <p className="second">{wire.note}</p>
    </section>
  );
}
