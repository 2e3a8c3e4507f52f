/** "Is this your company?": what the federal record shows, beside what buyers will see of it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { asProblem } from '../../../api/problem';
import { type FoundCarrier, type VerifiedCarrier, verifiedCarrierQuery } from '../../../api/carriers';
import { createListing } from '../../../api/seller-moves';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { shortMoment } from '../../../format/time';
import { Chip, type Tone } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { riskTone } from '../../../ui/listing-row';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import classes from '../seller.module.css';
import { StepBar } from '../steps';
import { Drafts } from './drafts';

const { record: says, number, before } = sellWords;
const { codes, common } = words;

const SOURCES: Record<FoundCarrier['source'], string> = {
  FMCSA: says.live,
  RECORDED: says.recorded,
  FICTIONAL: says.fictional,
};

export function RecordStep({ carrier }: { carrier: FoundCarrier }) {
  const navigate = useNavigate();
  const beginning = useMove(
    (_: undefined, key: string) => createListing({ usdot: carrier.usdot, title: sellWords.draftTitle }, key),
    {
      changes: [['my-listings']],
      onDone: ({ data }) =>
        void navigate({ to: '/sell/$id', params: { id: data.id }, search: { step: 'deal' } }),
    },
  );
  const place = [carrier.city, carrier.state].filter(Boolean).join(', ');
  return (
    <div className="stack">
      <StepBar current="record" id={null} />
      <PageHeading>{says.title}</PageHeading>
      <Drafts usdot={carrier.usdot} />
      <div className={classes.sides}>
        <section className="card stack-form">
          <div>
            <h2>{carrier.legalName ?? common.notKnown}</h2>
            <p className="second">
              {[carrier.dbaName, place, number.usdot(carrier.usdot)].filter(Boolean).join(' · ')}
            </p>
          </div>
          <p className="row">
            <span>{says.shows}</span>
            <Chip>{SOURCES[carrier.source]}</Chip>
            <span className="note">{says.at(shortMoment(carrier.retrievedAt))}</span>
          </p>
          <Record usdot={carrier.usdot} />
          <FormProblem>{beginning.problem ?? beginning.refused?.errors[0]?.message ?? null}</FormProblem>
          <div className="row">
            <WhenOn feature="NEW_LISTINGS">
              <Button loading={beginning.busy} onClick={() => beginning.act(undefined)}>
                {says.yes}
              </Button>
            </WhenOn>
            <Button variant="default" onClick={() => void navigate({ to: '/sell', search: {} })}>
              {says.no}
            </Button>
          </div>
        </section>
        <section className="card stack-tight">
          <h2 className={classes.cardTitle}>{before.title}</h2>
          <p>{carrier.state ? (codes.usState[carrier.state] ?? carrier.state) : common.notKnown}</p>
          <p className="second">{before.ranges}</p>
          <p className="note">{before.hidden}</p>
        </section>
      </div>
    </div>
  );
}

function Record({ usdot }: { usdot: number }) {
  const verified = useQuery(verifiedCarrierQuery(usdot));
  if (verified.isPending) return <Skeleton heights={[40, 40, 40, 40]} />;
  if (verified.isError)
    return <ProblemNote problem={asProblem(verified.error)} onRetry={() => void verified.refetch()} />;
  return <Checks verified={verified.data} />;
}

type Verdict = VerifiedCarrier['checks'][number]['verdict'];
const TONES: Record<Verdict, Tone> = { PASS: 'ok', WARN: 'warn', FAIL: 'bad', UNKNOWN: 'neutral' };
const GRAVEST: readonly Verdict[] = ['FAIL', 'WARN', 'UNKNOWN', 'PASS'];

function Checks({ verified: { checks, risk, stale } }: { verified: VerifiedCarrier }) {
  const ordered = checks.toSorted(
    (one, other) => GRAVEST.indexOf(one.verdict) - GRAVEST.indexOf(other.verdict),
  );
  return (
    <div className="stack-tight">
      {stale && <p role="alert">{says.stale}</p>}
      <p>
        <Chip tone={riskTone[risk.band]}>{says.risk(risk.score, codes.riskBand[risk.band])}</Chip>
      </p>
      <ul>
        {ordered.map(({ id, title, verdict, value, rule, source, hardStop }) => (
          <li key={id} className={classes.line}>
            <span>
              <Chip tone={TONES[verdict]}>{codes.verdict[verdict]}</Chip>
            </span>
            <details>
              <summary>
                {title}
                {value && `: ${value}`}
              </summary>
              <p className="second">{rule}</p>
              <p className="note">{source}</p>
            </details>
            {verdict === 'FAIL' && hardStop && <p className={classes.whole}>{says.stops}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
