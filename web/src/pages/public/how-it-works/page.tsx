/** How a sale goes: the steps before the deal, the stages in escrow with what silence does, and what it costs. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { processQuery } from '../../../api/deals';
import { configQuery } from '../../../api/queries';
import { percent, price } from '../../../format/money';
import { asProblem } from '../../../api/problem';
import { stagesOf } from '../../../api/process-stages';
import { Facts } from '../../../ui/facts';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { guideWords } from '../../../words/guide';
import { publicWords } from '../../../words/public';
import classes from './how-it-works.module.css';

const { codes } = words;
const { publicPages: pages } = words.pages;
const { process: says } = publicWords;

export const HowItWorksPage = () => (
  <div className={classes.page}>
    <PageHeading>{pages.howItWorks.title}</PageHeading>
    <p className={classes.lead}>{says.lead}</p>
    <p>
      <Link to="/guide">{pages.guide.title}</Link>
    </p>
    <section className="stack-tight">
      <h2>{says.before}</h2>
      <ol className={classes.steps}>
        {says.beforeSteps.map(({ title, text }) => (
          <li key={title} className={classes.step}>
            <h3>{title}</h3>
            <p className="second">{text}</p>
          </li>
        ))}
      </ol>
    </section>
    <Stages />
    <section className="stack-tight">
      <h2>{says.dispute}</h2>
      <p className={classes.lead}>{says.disputeText}</p>
    </section>
    <Costs />
    <p className="card">{says.authorityNote}</p>
  </div>
);

function Stages() {
  const process = useQuery(processQuery('current'));
  return (
    <section className="stack-tight">
      <h2>{says.deal}</h2>
      {process.isPending && <Skeleton heights={[720]} />}
      {process.isError && (
        <ProblemNote problem={asProblem(process.error)} onRetry={() => void process.refetch()} />
      )}
      {process.data && (
        <ol className={classes.stages}>
          {stagesOf(process.data).map((stage) => (
            <Stage key={stage.wait} stage={stage} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** The text is ours; who acts, the time and what silence does are what the process says. */
function Stage({ stage }: { stage: ReturnType<typeof stagesOf>[number] }) {
  const text = says.stages[stage.wait];
  if (!text) return null;
  const { who, days, onSilence, inSomeDeals } = stage;
  const facts = [
    {
      name: says.who,
      values: who.length > 0 ? [says.actors(who.map((role) => guideWords.owner[role]))] : [],
    },
    { name: says.time, values: [days === null ? says.agreed : says.days(days)] },
    { name: says.held, values: [text.held] },
    { name: says.silence, values: [onSilence] },
    { name: says.otherwise, values: inSomeDeals },
  ];
  return (
    <li className={classes.stage}>
      <div className={classes.stageText}>
        <h3>{text.title}</h3>
        <p>{text.text}</p>
      </div>
      <dl className={classes.stageFacts}>
        {facts
          .filter(({ values }) => values.length > 0)
          .map(({ name, values }) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              {values.map((value) => (
                <dd key={value}>{value}</dd>
              ))}
            </Fragment>
          ))}
      </dl>
    </li>
  );
}

function Costs() {
  const config = useQuery(configQuery);
  return (
    <section className="stack-tight">
      <h2>{says.feesTitle}</h2>
      {config.isPending && <Skeleton heights={[160]} />}
      {config.isError && (
        <ProblemNote problem={asProblem(config.error)} onRetry={() => void config.refetch()} />
      )}
      {config.data && (
        <div className="card">
          <Facts
            facts={[
              {
                name: says.deposit,
                value: says.depositText(
                  percent(config.data.depositBasisPoints),
                  price(config.data.depositLeastCents),
                  price(config.data.depositMostCents),
                ),
              },
              { name: says.fee, value: says.feeText(percent(config.data.transactionFeeBasisPoints)) },
              ...config.data.paymentMethods.map(({ method, mostCents, businessDays }) => ({
                name: `${says.methods}: ${codes.paymentMethod[method].toLowerCase()}`,
                value: `${mostCents === null ? says.noLimit : says.upTo(price(mostCents))}, ${says.methodDays(businessDays.least, businessDays.most)}`,
              })),
            ]}
          />
        </div>
      )}
    </section>
  );
}
