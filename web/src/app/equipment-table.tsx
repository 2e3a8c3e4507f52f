/** Trucks and trailers as a table: number and photos for who may see them. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Equipment } from '../api/equipment';
import { DataTable } from '../ui/data-table';
import { words } from '../words';
import { equipmentWords as says } from '../words/equipment';
import { count } from '../words/language';

interface Props {
  rows: readonly Equipment[];
  /** What can be done with each. */
  act?(row: Equipment): ReactNode;
}

export const EquipmentTable = ({ rows, act }: Props) => (
  <DataTable
    caption={says.title}
    rows={rows}
    keyOf={({ id }) => id}
    columns={[
      {
        name: says.what,
        cell: ({ kind, make, model, year }) =>
          says.named(says.kinds[kind], [String(year), make, model ?? ''].join(' ').trim()),
      },
      { name: says.condition, cell: ({ condition }) => says.conditions[condition] },
      {
        name: says.mileage,
        figure: true,
        cell: ({ mileage }) => (mileage === null ? words.common.none : count(mileage)),
      },
      { name: says.vin, cell: ({ vin, vinGiven }) => vin ?? (vinGiven ? says.hidden : says.notGiven) },
      {
        name: says.photos,
        cell: ({ photos }) =>
          photos === null
            ? says.hidden
            : photos.length === 0
              ? words.common.none
              : photos.map(({ id, title }) => (
                  <Link key={id} to="/documents/$id" params={{ id }}>
                    {title}{' '}
                  </Link>
                )),
      },
      ...(act ? [{ name: says.act, cell: act }] : []),
    ]}
  />
);
