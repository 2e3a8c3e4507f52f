/** How a sale goes: the steps before the deal, the stages in escrow with what silence does, and what it costs. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { configQuery } from '../../../api/queries';
import { percent, price } from '../../../format/money';
import { asProblem } from '../../../api/problem';
import { Facts } from '../../../ui/facts';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
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
    <section className="stack-tight">
      <h2>{says.deal}</h2>
      <ol className={classes.stages}>
        {says.stages.map((stage) => (
          <Stage key={stage.title} stage={stage} />
        ))}
      </ol>
    </section>
    <section className="stack-tight">
      <h2>{says.dispute}</h2>
      <p className={classes.lead}>{says.disputeText}</p>
    </section>
    <Costs />
    <p className="card">{says.authorityNote}</p>
  </div>
);

const Stage = ({ stage }: { stage: (typeof says.stages)[number] }) => (
  <li className={classes.stage}>
    <div className={classes.stageText}>
      <h3>{stage.title}</h3>
      <p>{stage.text}</p>
    </div>
    <dl className={classes.stageFacts}>
      <dt>{says.who}</dt>
      <dd>{stage.who}</dd>
      <dt>{says.held}</dt>
      <dd>{stage.held}</dd>
      <dt>{says.silence}</dt>
      <dd>{stage.silence}</dd>
    </dl>
  </li>
);

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
