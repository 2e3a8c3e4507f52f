/** One fact about a person: what holds, what was sent last, and the way to send more. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  continueCheck,
  type Fact,
  type OwnVerification,
  type Verification,
  withdrawClaim,
} from '../../../api/standing';
import { useMove } from '../../../app/use-move';
import { shortDay } from '../../../format/time';
import { Chip, type Tone } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { standingWords } from '../../../words/seller';
import { ClaimDialog } from './claim-dialog';

const { verification: says } = standingWords;

const TONES: Record<Verification['state'], Tone> = {
  STARTED: 'turn',
  PENDING: 'info',
  VERIFIED: 'ok',
  DECLINED: 'bad',
  EXPIRED: 'warn',
  REVOKED: 'bad',
  WITHDRAWN: 'neutral',
  REPLACED: 'neutral',
};

interface Props {
  fact: Fact;
  standing: OwnVerification['identity'];
  needed: string | null;
}

export function FactCard({ fact, standing: { verified, latest }, needed }: Props) {
  const [sending, setSending] = useState(false);
  const withdrawing = useMove((id: string) => withdrawClaim(id), { changes: [['verification']] });
  const going = useMove((id: string) => continueCheck(id), {
    changes: [['verification']],
    onDone: ({ data }) => location.assign(data.url),
  });
  const underWay = latest && (latest.state === 'STARTED' || latest.state === 'PENDING') ? latest : null;
  const said = latest && latest.id !== verified?.id ? latest : null;
  return (
    <section className="card stack-tight">
      <div className="row">
        <h2>{says.facts[fact]}</h2>
        {verified ? (
          <Chip tone="ok">{says.states.VERIFIED}</Chip>
        ) : (
          <Chip tone={latest ? TONES[latest.state] : 'neutral'}>
            {latest ? says.states[latest.state] : says.none}
          </Chip>
        )}
        {needed && <Chip tone="turn">{needed}</Chip>}
      </div>
      <p className="second">{says.notes[fact]}</p>
      {verified && (
        <p>
          {verified.says}
          {verified.validUntil && <span className="note"> {says.until(shortDay(verified.validUntil))}</span>}
        </p>
      )}
      {said && (
        <p>
          {said.says}
          {said.reason && ` ${says.reason}: ${said.reason}`}
        </p>
      )}
      <FormProblem>{withdrawing.problem ?? going.problem}</FormProblem>
      <div className="row">
        {underWay?.checkUrl && (
          <Button loading={going.busy} onClick={() => going.act(underWay.id)}>
            {says.go}
          </Button>
        )}
        <Button variant={latest ? 'default' : 'filled'} onClick={() => setSending(true)}>
          {latest ? says.again : says.begin}
        </Button>
        {underWay && (
          <Button variant="default" loading={withdrawing.busy} onClick={() => withdrawing.act(underWay.id)}>
            {says.withdraw}
          </Button>
        )}
      </div>
      {sending && <ClaimDialog fact={fact} onClose={() => setSending(false)} />}
    </section>
  );
}
