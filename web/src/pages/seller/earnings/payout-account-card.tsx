/** The account at the gateway: opened and completed on its page. */
import { Button } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { openPayoutAccount, type PayoutAccount } from '../../../api/earnings';
import { useMove } from '../../../app/use-move';
import { shortMoment } from '../../../format/time';
import { Chip, type Tone } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { OwnHands } from '../../../ui/own-hands';
import { earningsWords as says } from '../../../words/seller';

const TONES: Record<PayoutAccount['status'], Tone> = {
  NONE: 'neutral',
  INCOMPLETE: 'turn',
  WAITING: 'warn',
  READY: 'ok',
};

/** The gateway sends people back to an address of its own. */
const RETURN = '/seller/payout-account';

export function PayoutAccountCard({ account: { status, usableFrom } }: { account: PayoutAccount }) {
  const { pathname, searchStr } = useLocation();
  const opening = useMove((_: undefined, key: string) => openPayoutAccount(key), {
    onDone: ({ data }) => location.assign(data.url),
  });
  const back = pathname === RETURN;
  const label = status === 'NONE' ? says.open : status === 'INCOMPLETE' ? says.complete : says.change;
  return (
    <section className="card stack-form">
      <div className="row">
        <h2>{says.account}</h2>
        <Chip tone={TONES[status]}>{says.statuses[status]}</Chip>
      </div>
      {back && status !== 'NONE' && (
        <p role="status">{searchStr.includes('again') ? says.linkUsed : says.returned}</p>
      )}
      {status === 'WAITING' && usableFrom && <p>{says.waits(shortMoment(usableFrom))}</p>}
      <p className="second">{says.accountNote}</p>
      <FormProblem>{opening.problem}</FormProblem>
      <OwnHands>
        <div>
          <Button
            variant={status === 'READY' || status === 'WAITING' ? 'default' : 'filled'}
            loading={opening.busy}
            onClick={() => opening.act(undefined)}
          >
            {label}
          </Button>
        </div>
      </OwnHands>
    </section>
  );
}
