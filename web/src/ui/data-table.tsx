/** A table of rows; on a phone each row is a list of names and values. */
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

export interface Column<Row> {
  name: string;
  cell(row: Row): ReactNode;
  /** Figures stand in a column, right-aligned. */
  figure?: boolean;
}

interface Props<Row> {
  /** What the table is of, for readers of the screen and above it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** Its heading stands right above it: the caption is for readers of the screen alone. */
  headed?: boolean;
  /** Rows of 32 px, for who works through many. */
  dense?: boolean;
}

export const DataTable = <Row,>({
  caption,
  columns,
  rows,
  keyOf,
  headed = false,
  dense = false,
}: Props<Row>) => (
  <div className={classes.scroll} tabIndex={0} role="region" aria-label={caption}>
    <table className={classes.table} role="table" data-dense={dense || undefined}>
      <caption data-headed={headed || undefined}>{caption}</caption>
      <thead>
        <tr role="row">
          {columns.map(({ name, figure }) => (
            <th key={name} scope="col" role="columnheader" data-figure={figure || undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ name, cell, figure }) => (
              <td key={name} role="cell" data-name={name} data-figure={figure || undefined}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
