/** A word on its ground: a state or a mark, never told by its color alone. */
import classes from './chip.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'neutral' | 'turn';

export const Chip = ({ tone = 'neutral', children }: { tone?: Tone; children: string }) => (
  <span className={classes.chip} data-tone={tone}>
    {children}
  </span>
);
