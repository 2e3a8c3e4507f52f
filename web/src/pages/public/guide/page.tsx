/** A short guide for a first purchase or sale: what to do in order, made of the process and the checklists themselves. */
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type Process, processQuery } from '../../../api/deals';
import { asProblem } from '../../../api/problem';
import { stagesOf } from '../../../api/process-stages';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { LawText } from '../../../ui/law-text';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { Tabs } from '../../../ui/tabs';
import { words } from '../../../words';
import { dealCodes } from '../../../words/deals';
import { guideWords as says } from '../../../words/guide';
import classes from './guide.module.css';
import { itemsOf, type Side, SIDES, type Structure } from './guide.rules';

const { publicPages: pages } = words.pages;
const { dealStructure: structures } = words.codes;
const route = getRouteApi('/guide');

export function GuidePage() {
  const { side = 'BUYER', structure = 'EQUITY_SALE' } = route.useSearch();
  const process = useQuery(processQuery('current'));
  return (
    <div className="stack">
      <div className="stack-tight">
        <PageHeading
          aside={
            <Button className="no-print" variant="default" onClick={() => print()}>
              {says.print}
            </Button>
          }
        >
          {pages.guide.title}
        </PageHeading>
        <p className={`second ${classes.lead}`}>{says.lead}</p>
      </div>
      <Tabs
        label={says.choose}
        tabs={SIDES.map((each) => ({
          label: says.sides[each],
          current: each === side,
          link: <Link to="/guide" search={{ side: each, structure }} />,
        }))}
      />
      <Before side={side} />
      {process.isPending && <Skeleton heights={[320, 320]} />}
      {process.isError && (
        <ProblemNote problem={asProblem(process.error)} onRetry={() => void process.refetch()} />
      )}
      {process.data && (
        <>
          <InDeal process={process.data} />
          <Bring process={process.data} side={side} structure={structure} />
        </>
      )}
      <p>
        {says.costs}: <Link to="/pricing">{says.toCosts}</Link>
      </p>
    </div>
  );
}

const Before = ({ side }: { side: Side }) => (
  <section className="stack-tight">
    <h2>{says.before}</h2>
    <ol className={classes.steps}>
      {says.steps[side].map(({ title, text, to, link }) => (
        <li key={title} className={classes.step}>
          <h3>{title}</h3>
          <p className="second">{text}</p>
          <p className="no-print">
            <Link to={to}>{link}</Link>
          </p>
        </li>
      ))}
    </ol>
  </section>
);

const InDeal = ({ process }: { process: Process }) => (
  <section className="stack-tight">
    <h2>{says.deal}</h2>
    <p className="second">{says.dealLead}</p>
    <ol className={classes.steps}>
      {stagesOf(process).map(({ status, means, days, who, onSilence, inSomeDeals }) => (
        <li key={status} className={classes.step}>
          <h3>{dealCodes.status[status]}</h3>
          <p>{means}</p>
          {who.length > 0 && <p className="second">{says.who(who.map((role) => says.owner[role]))}</p>}
          <p className="second">{days === null ? says.agreed : says.within(days)}</p>
          <p className="note">{says.silence(onSilence)}</p>
          {inSomeDeals.map((text) => (
            <p key={text} className="note">
              {says.otherwise(text)}
            </p>
          ))}
        </li>
      ))}
    </ol>
  </section>
);

interface BringProps {
  process: Process;
  side: Side;
  structure: Structure;
}

function Bring({ process, side, structure }: BringProps) {
  const navigate = useNavigate();
  const phases = itemsOf(process, side, structure);
  return (
    <section className="stack-tight">
      <h2>{says.list}</h2>
      <p className="second">{says.listLead}</p>
      <div className="narrow">
        <NativeSelect
          label={says.structure}
          value={structure}
          data={Object.entries(structures).map(([value, label]) => ({ value, label }))}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              to: '/guide',
              search: { side, structure: value as Structure },
              resetScroll: false,
            })
          }
        />
      </div>
      {phases.length === 0 && <Empty>{says.nothing}</Empty>}
      {phases.map(({ phase, items }) => (
        <DataTable
          key={phase}
          caption={says.caption(dealCodes.phase[phase])}
          rows={items}
          keyOf={({ code }) => code}
          columns={[
            {
              name: says.item,
              cell: ({ title, evidenceRequired, conditional }) => (
                <span>
                  {title}
                  <span className="note">
                    {evidenceRequired && ` · ${says.document}`}
                    {conditional && ` · ${says.conditional}`}
                  </span>
                </span>
              ),
            },
            { name: says.when, cell: ({ dueAfter, dueDays }) => says.due[dueAfter](dueDays) },
            { name: says.rule, cell: ({ source }) => <LawText>{source}</LawText> },
          ]}
        />
      ))}
    </section>
  );
}
