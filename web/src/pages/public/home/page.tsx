/** The front page: what this is, the way into the search, what is new, what a check covers and what it costs. */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { asProblem } from '../../../api/problem';
import {
  featuredListingsQuery,
  premiumListingsQuery,
  recentlySoldQuery,
  type SoldListing,
} from '../../../api/comparables';
import { configQuery, newestListingsQuery } from '../../../api/queries';
import { countBand, moneyBand } from '../../../format/band';
import { percent, price } from '../../../format/money';
import { plainMonth } from '../../../format/time';
import { DataTable } from '../../../ui/data-table';
import { formText } from '../../../ui/form-text';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import { ListingList } from '../../../app/listing-list';
import classes from './home.module.css';
import { PartProblem } from '../../../app/part-problem';

const { publicPages: pages } = words.pages;
const { comparables, home } = publicWords;

export const HomePage = () => (
  <div className={classes.page}>
    <section className={classes.lead}>
      <PageHeading title={pages.home.title}>{home.lead}</PageHeading>
      <p className={classes.promise}>{home.promise}</p>
      <SearchForm />
    </section>
    <Featured />
    <Premium />
    <Newest />
    <RecentlySold />
    <section className="stack-tight">
      <h2>{home.checksTitle}</h2>
      <ul className={classes.checks}>
        {home.checks.map(({ title, text }) => (
          <li key={title} className={classes.check}>
            <h3>{title}</h3>
            <p className="second">{text}</p>
          </li>
        ))}
      </ul>
    </section>
    <Fees />
  </div>
);

function SearchForm() {
  const navigate = useNavigate();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const search = formText(event.currentTarget, 'search');
    void navigate({ to: '/search', search: search ? { search } : {} });
  };
  return (
    <form className={classes.search} role="search" onSubmit={submit}>
      <TextInput
        className={classes.field}
        name="search"
        label={home.searchLabel}
        placeholder={home.searchHint}
        maxLength={200}
      />
      <Button type="submit">{home.search}</Button>
    </form>
  );
}

function Newest() {
  const newest = useQuery(newestListingsQuery);
  return (
    <section className="stack-tight">
      <div className={classes.title}>
        <h2>{home.newest}</h2>
        <Link to="/search">{home.all}</Link>
      </div>
      {newest.isPending && <Skeleton heights={[108, 108, 108]} />}
      {newest.isError && (
        <ProblemNote problem={asProblem(newest.error)} onRetry={() => void newest.refetch()} />
      )}
      {newest.data?.length === 0 && <p className="card">{home.none}</p>}
      {newest.data && newest.data.length > 0 && <ListingList cards={newest.data} />}
    </section>
  );
}

/** Marked as what it is: a place that we give. */
function Featured() {
  const list = useQuery(featuredListingsQuery);
  const cards = list.data ?? [];
  if (cards.length === 0) return <PartProblem query={list} />;
  return (
    <section className="stack-tight">
      <h2>{comparables.featured}</h2>
      <p className="note">{comparables.featuredNote}</p>
      <ListingList cards={cards} featured />
    </section>
  );
}

/** Marked as what it is: a place that is paid for. */
function Premium() {
  const list = useQuery(premiumListingsQuery);
  const cards = list.data ?? [];
  if (cards.length === 0) return <PartProblem query={list} />;
  return (
    <section className="stack-tight">
      <h2>{comparables.premium}</h2>
      <p className="note">{comparables.premiumNote}</p>
      <ListingList cards={cards} />
    </section>
  );
}

function RecentlySold() {
  const list = useQuery(recentlySoldQuery);
  const sold = list.data ?? [];
  if (sold.length === 0) return <PartProblem query={list} />;
  return (
    <section className="stack-tight">
      <h2>{comparables.sold}</h2>
      <DataTable<SoldListing & { place: number }>
        headed
        caption={comparables.sold}
        rows={sold.map((each, place) => ({ ...each, place }))}
        keyOf={({ place }) => String(place)}
        columns={[
          { name: comparables.soldWhat, cell: nameOf },
          {
            name: comparables.soldPrice,
            cell: ({ priceBand }) => (priceBand ? moneyBand(priceBand) : words.common.notKnown),
            figure: true,
          },
          { name: comparables.soldDays, cell: ({ daysToSale }) => daysToSale, figure: true },
          { name: comparables.soldIn, cell: ({ soldIn }) => plainMonth(soldIn), figure: true },
        ]}
      />
    </section>
  );
}

const nameOf = ({ state, dealStructure, fleetBand }: SoldListing): string =>
  [
    dealStructure && words.codes.dealStructure[dealStructure],
    state && (words.codes.usState[state] ?? state),
    fleetBand && comparables.trucks(countBand(fleetBand)),
  ]
    .filter(Boolean)
    .join(' · ');

function Fees() {
  const { data: config } = useQuery(configQuery);
  if (!config) return null;
  const fees = [
    { name: home.feesUnlock, sum: price(config.singleCreditPriceCents), note: home.feesUnlockNote },
    { name: home.feesList, sum: price(config.listingFeeCents), note: home.feesListNote },
    { name: home.feesSale, sum: percent(config.transactionFeeBasisPoints), note: home.feesSaleNote },
  ];
  return (
    <section className="stack-tight">
      <div className={classes.title}>
        <h2>{home.feesTitle}</h2>
        <Link to="/pricing">{home.feesMore}</Link>
      </div>
      <dl className={classes.fees}>
        {fees.map(({ name, sum, note }) => (
          <div key={name} className={classes.fee}>
            <dt>{name}</dt>
            <dd className={classes.sum}>{sum}</dd>
            <dd className="note">{note}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
