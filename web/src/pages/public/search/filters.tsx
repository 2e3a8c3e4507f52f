/** The filters: each changes the address at once, and the address is what is searched for. */
import { Checkbox, NativeSelect } from '@mantine/core';
import type { ListingFacets } from '../../../api/queries';
import { roundMoney } from '../../../format/money';
import { TileMap } from '../../../ui/tile-map';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import classes from './search.module.css';
import { type Filters, withoutEmpty } from './search.rules';

const { codes } = words;
const { search: says } = publicWords;

/** Steps to choose from, not limits: an address may ask for any sum. */
const PRICES = [50_000, 100_000, 200_000, 300_000, 500_000, 750_000, 1_000_000, 2_000_000, 5_000_000];
const INSURANCES = [750_000, 1_000_000, 5_000_000];
const YEARS = [1, 2, 3, 5, 10, 20];
const FLEETS = [1, 2, 6, 11, 21, 51, 101];
const FLEETS_TO = [1, 5, 10, 20, 50, 100, 500];
const RISKS = [19, 39, 59];

interface Props {
  filters: Filters;
  facets: ListingFacets | undefined;
  onChange(filters: Filters): void;
}

export function FilterPanel({ filters, facets, onChange }: Props) {
  const change = (part: Partial<Filters>) => onChange(withoutEmpty({ ...filters, ...part }));
  const { state = [] } = filters;
  const toggle = (each: string) =>
    change({
      state: (state.includes(each) ? state.filter((other) => other !== each) : [...state, each]).toSorted(),
    });
  return (
    <div className={classes.filters}>
      <div className="stack-tight">
        <p className={classes.filterTitle}>{says.state}</p>
        <TileMap
          label={says.state}
          chosen={state}
          counts={facets?.state ?? null}
          nameOf={(each, count) => {
            const name = codes.usState[each] ?? each;
            return says.stateCount(each, name, count);
          }}
          onToggle={toggle}
        />
      </div>
      <Choice
        label={says.deal}
        names={codes.dealStructure}
        counts={facets?.dealStructure}
        value={filters.deal}
        onChange={(deal) => change({ deal })}
      />
      <div className={classes.pair}>
        <Amount
          label={`${says.price}: ${says.from.toLowerCase()}`}
          steps={PRICES}
          write={dollars}
          value={filters.priceFrom}
          onChange={(priceFrom) => change({ priceFrom })}
        />
        <Amount
          label={says.to}
          steps={PRICES}
          write={dollars}
          value={filters.priceTo}
          onChange={(priceTo) => change({ priceTo })}
        />
      </div>
      <div className={classes.pair}>
        <Amount
          label={`${says.fleet}: ${says.from.toLowerCase()}`}
          steps={FLEETS}
          write={String}
          value={filters.fleetFrom}
          onChange={(fleetFrom) => change({ fleetFrom })}
        />
        <Amount
          label={says.to}
          steps={FLEETS_TO}
          write={String}
          value={filters.fleetTo}
          onChange={(fleetTo) => change({ fleetTo })}
        />
      </div>
      <Amount
        label={says.years}
        steps={YEARS}
        write={says.yearsOrMore}
        value={filters.years}
        onChange={(years) => change({ years })}
      />
      <Amount
        label={says.insurance}
        steps={INSURANCES}
        write={(value) => says.atLeast(dollars(value))}
        value={filters.insurance}
        onChange={(insurance) => change({ insurance })}
      />
      <Choice
        label={says.rating}
        names={RATINGS}
        counts={facets?.safetyRating}
        value={filters.rating}
        onChange={(rating) => change({ rating })}
      />
      <Choice
        label={says.authority}
        names={codes.authorityKind}
        counts={facets?.authorityKind}
        value={filters.authority}
        onChange={(authority) => change({ authority })}
      />
      <Choice
        label={says.cargo}
        names={codes.cargoType}
        value={filters.cargo}
        onChange={(cargo) => change({ cargo })}
      />
      <Amount
        label={says.risk}
        steps={RISKS}
        write={String}
        value={filters.risk}
        onChange={(risk) => change({ risk })}
      />
      <fieldset className={classes.marks}>
        <legend>{says.more}</legend>
        {(['verified', 'premium', 'highway', 'amazon'] as const).map((mark) => (
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

const { UNKNOWN: _unknown, ...RATINGS } = codes.safetyRating;

const dollars = (value: number): string => roundMoney(value * 100);

interface ChoiceProps<Code extends string> {
  label: string;
  names: Readonly<Record<Code, string>>;
  counts?: Readonly<Record<string, number>>;
  value: Code | undefined;
  onChange(code: Code | undefined): void;
}

function Choice<Code extends string>({ label, names, counts, value, onChange }: ChoiceProps<Code>) {
  const codesOf = Object.keys(names) as Code[];
  const told = (code: Code) => (counts ? `${names[code]} (${counts[code] ?? 0})` : names[code]);
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange((currentTarget.value || undefined) as Code | undefined)}
      data={[{ value: '', label: says.any }, ...codesOf.map((code) => ({ value: code, label: told(code) }))]}
    />
  );
}

interface AmountProps {
  label: string;
  steps: readonly number[];
  write(value: number): string;
  value: number | undefined;
  onChange(value: number | undefined): void;
}

/** A value of the address that is no step is one of the choices too. */
function Amount({ label, steps, write, value, onChange }: AmountProps) {
  const all =
    value === undefined || steps.includes(value) ? steps : [...steps, value].toSorted((a, b) => a - b);
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? undefined : Number(currentTarget.value))
      }
      data={[
        { value: '', label: says.any },
        ...all.map((step) => ({ value: String(step), label: write(step) })),
      ]}
    />
  );
}
