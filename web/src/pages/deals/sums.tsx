/** Figures under each other with their sum: right-aligned, a rule above it. */
import classes from './sums.module.css';

interface Line {
  name: string;
  value: string;
}

interface Props {
  label: string;
  lines: readonly Line[];
  total: Line;
}

export const Sums = ({ label, lines, total }: Props) => (
  <dl className={classes.sums} aria-label={label}>
    {[...lines, total].map(({ name, value }) => (
      <div key={name} data-total={name === total.name || undefined}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
