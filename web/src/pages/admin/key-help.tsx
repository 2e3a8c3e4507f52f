/** Which keys do what on this page, always in sight. */
import { adminWords } from '../../words/admin';
import classes from './admin.module.css';

const { listings: says } = adminWords;

const NAMES = {
  j: says.keys.next,
  k: says.keys.previous,
  enter: says.keys.open,
  c: says.keys.claim,
  a: says.keys.approve,
  r: says.keys.reject,
} as const;

export const KeyHelp = ({ keys }: { keys: readonly (keyof typeof NAMES)[] }) => (
  <span className={classes.keys} role="note" aria-label={says.keysTitle}>
    {keys.map((key) => (
      <span key={key}>
        <kbd>{key === 'enter' ? says.keys.enter : key.toUpperCase()}</kbd>
        {NAMES[key]}
      </span>
    ))}
  </span>
);
