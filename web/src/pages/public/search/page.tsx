/** The search: filters beside the companies that match them, all of it in the address. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { SlidersHorizontal } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../../api/problem';
import { configQuery, searchQuery } from '../../../api/queries';
import { Dialog } from '../../../ui/dialog';
import { formText } from '../../../ui/form-text';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import { ListingList } from '../../../app/listing-list';
import { ActiveFilters, Nothing } from './active-filters';
import { FilterPanel } from './filters';
import { SaveSearch } from './save-search';
import classes from './search.module.css';
import {
  activeFilters,
  type Filters,
  queryOf,
  withoutEmpty,
  queryTextOf,
} from '../../../app/listing-search.rules';

const { publicPages: pages } = words.pages;
const { search: says } = publicWords;
const route = getRouteApi('/search');

export function SearchPage() {
  const filters = route.useSearch();
  const navigate = useNavigate();
  const narrow = useMediaQuery('(max-width: 900px)', undefined, { getInitialValueInEffect: false });
  const [sheetOpen, setSheetOpen] = useState(false);
  const results = useInfiniteQuery({ ...searchQuery(queryOf(filters)), placeholderData: keepPreviousData });
  const facets = results.data?.pages[0]?.facets;
  const cards = results.data?.pages.flatMap(({ data }) => data) ?? [];
  const bands = useQuery(configQuery).data?.listingBands;
  const active = activeFilters(filters, bands);
  const change = (next: Filters) => void navigate({ to: '/search', search: next, resetScroll: false });
  const found = facets && says.found(facets.counted, facets.capped);
  const panel = (
    <FilterPanel narrow={narrow === true} filters={filters} facets={facets} bands={bands} onChange={change} />
  );
  return (
    <div className="stack">
      <PageHeading>{pages.search.title}</PageHeading>
      <Words filters={filters} onChange={change} />
      <div className={classes.columns}>
        {!narrow && <section aria-label={says.filters}>{panel}</section>}
        <section className={classes.results} aria-label={pages.search.title} aria-busy={results.isFetching}>
          <div className={classes.bar}>
            <div className={classes.found} role="status">
              {found && <h2>{results.isPlaceholderData ? says.updating : found}</h2>}
            </div>
            {narrow && (
              <Button
                variant="default"
                leftSection={<SlidersHorizontal size={16} aria-hidden="true" />}
                onClick={() => setSheetOpen(true)}
              >
                {says.showFilters(active.length)}
              </Button>
            )}
            <NativeSelect
              className={classes.sort}
              aria-label={says.sort}
              value={filters.sort ?? 'newest'}
              onChange={({ currentTarget }) =>
                change(withoutEmpty({ ...filters, sort: currentTarget.value as Filters['sort'] }))
              }
              data={Object.entries(says.sorts).map(([value, label]) => ({ value, label }))}
            />
          </div>
          <ActiveFilters active={active} sort={filters.sort} />
          <SaveSearch key={queryTextOf(filters)} filters={filters} active={active} />
          {results.isPending && <Skeleton heights={[112, 112, 112, 112, 112]} />}
          {results.isError && (
            <ProblemNote problem={asProblem(results.error)} onRetry={() => void results.refetch()} />
          )}
          {results.isSuccess && cards.length === 0 && <Nothing active={active} />}
          {cards.length > 0 && <ListingList cards={cards} />}
          {results.hasNextPage && (
            <Button
              variant="default"
              loading={results.isFetchingNextPage}
              onClick={() => void results.fetchNextPage()}
            >
              {says.showMore}
            </Button>
          )}
        </section>
      </div>
      {narrow && (
        <Dialog
          title={says.filters}
          closeLabel={says.close}
          opened={sheetOpen}
          onClose={() => setSheetOpen(false)}
          fullScreen
        >
          {panel}
          <div className={classes.sheetEnd}>
            <Button fullWidth onClick={() => setSheetOpen(false)}>
              {says.showResults(found ?? '')}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** What is typed counts when it is sent; another address brings its own words. */
function Words({ filters, onChange }: { filters: Filters; onChange(filters: Filters): void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const search = formText(event.currentTarget, 'search');
    onChange(withoutEmpty({ ...filters, search }));
  };
  return (
    <form className={classes.words} role="search" onSubmit={submit}>
      <TextInput
        key={filters.search}
        className={classes.field}
        name="search"
        aria-label={says.words}
        placeholder={says.wordsHint}
        defaultValue={filters.search}
        maxLength={100}
      />
      <Button type="submit">{says.submit}</Button>
    </form>
  );
}
