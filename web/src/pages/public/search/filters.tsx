/** The filters: each changes the address at once, and the address is what is searched for. */
import { Checkbox } from '@mantine/core';
import type { ListingFacets } from '../../../api/queries';
import { TileMap } from '../../../ui/tile-map';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import classes from './search.module.css';
import {
  type Bands,
  FACET_KEYS,
  type FacetKey,
  type Filters,
  MARKS,
  toggled,
  valuesOf,
  withoutEmpty,
} from '../../../app/listing-search.rules';

const { codes } = words;
const { search: says } = publicWords;

/** Open from the start; the others wait until they are asked for or have something chosen. */
const OPEN: readonly FacetKey[] = ['price', 'deal', 'fleet'];

interface Props {
  /** On a phone the tiles of the map are too small for fingers: the list stands alone. */
  narrow: boolean;
  filters: Filters;
  facets: ListingFacets | undefined;
  bands: Bands | undefined;
  onChange(filters: Filters): void;
}

export function FilterPanel({ narrow, filters, facets, bands, onChange }: Props) {
  const change = (part: Partial<Filters>) => onChange(withoutEmpty({ ...filters, ...part }));
  const toggleState = (each: string) => change({ state: toggled(filters.state, each).toSorted() });
  return (
    <div className={classes.filters}>
      <div className="stack-tight">
        {!narrow && (
          <>
            <p className={classes.filterTitle}>{says.state}</p>
            <TileMap
              label={says.state}
              chosen={filters.state ?? []}
              counts={facets?.state ?? null}
              nameOf={(each, count) => says.stateCount(each, codes.usState[each] ?? each, count)}
              onToggle={toggleState}
            />
          </>
        )}
        <Facet
          label={narrow ? says.state : says.statesByName}
          isOpen={narrow}
          values={statesByName(facets?.state, filters.state)}
          chosen={filters.state ?? []}
          onToggle={toggleState}
        />
      </div>
      {FACET_KEYS.map((key) => (
        <Facet
          key={key}
          label={says[key]}
          isOpen={OPEN.includes(key) || filters[key] !== undefined}
          values={valuesOf(key, filters, facets, bands)}
          chosen={filters[key] ?? []}
          onToggle={(value) => change({ [key]: toggled(filters[key], value) })}
        />
      ))}
      <fieldset className={classes.marks}>
        <legend>{says.more}</legend>
        {MARKS.map((mark) => (
          <Checkbox
            key={mark}
            label={says[mark]}
            checked={filters[mark] ?? false}
            onChange={({ currentTarget }) => change({ [mark]: currentTarget.checked || undefined })}
          />
        ))}
      </fieldset>
    </div>
  );
}

/** The figures of the map, by name: states with a company, and those that are chosen. */
function statesByName(counts: Readonly<Record<string, number>> = {}, chosen: readonly string[] = []) {
  const { usState: names } = codes;
  const shown = new Set([...Object.keys(counts).filter((state) => counts[state]), ...chosen]);
  return [...shown]
    .map((value) => ({ value, label: names[value] ?? value, count: counts[value] ?? 0 }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
}

interface FacetProps {
  label: string;
  isOpen: boolean;
  values: readonly { value: string; label: string; count: number | null }[];
  chosen: readonly string[];
  onToggle(value: string): void;
}

/** One value or several; where nothing that matches has any, there is nothing to choose. */
function Facet({ label, isOpen, values, chosen, onToggle }: FacetProps) {
  if (values.length === 0) return null;
  return (
    <details className={classes.facet} open={isOpen}>
      <summary className={classes.filterTitle}>{label}</summary>
      <div className={classes.facetValues} role="group" aria-label={label}>
        {values.map(({ value, label: name, count }) => (
          <Checkbox
            key={value}
            label={count === null ? name : says.valueCount(name, count)}
            checked={chosen.includes(value)}
            onChange={() => onToggle(value)}
          />
        ))}
      </div>
    </details>
  );
}
