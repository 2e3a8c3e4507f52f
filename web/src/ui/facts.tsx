/** Names and values in two columns; on a phone the name stands above its value. */
import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  name: ReactNode;
  value: ReactNode;
  /** Where the value comes from, as a mark behind it. */
  source?: ReactNode;
}

export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className={classes.facts}>
    {facts.map(({ name, value, source }, index) => (
      <div key={typeof name === 'string' ? name : index} className={classes.fact}>
        <dt>{name}</dt>
        <dd>
          {value} {source}
        </dd>
      </div>
    ))}
  </dl>
);
