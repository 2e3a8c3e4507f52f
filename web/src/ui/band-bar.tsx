/** Steps from best to worst, of which one is where something stands. The word beside it says the same. */
import classes from './band-bar.module.css';

interface Props {
  bands: readonly { label: string; current: boolean }[];
}

export const BandBar = ({ bands }: Props) => (
  <ol className={classes.bar}>
    {bands.map(({ label, current }) => (
      <li key={label} className={classes.band} aria-current={current || undefined}>
        {label}
      </li>
    ))}
  </ol>
);
