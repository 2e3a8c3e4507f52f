/** A number that people carry elsewhere: as text, with a button that copies it. */
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { words } from '../words';
import classes from './number-to-copy.module.css';

const { common } = words;

interface Props {
  /** What it is, for who only hears the button. */
  name: string;
  value: string;
}

export function NumberToCopy({ name, value }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    });
  return (
    <span className={classes.value}>
      {value}
      <button type="button" className={classes.copy} aria-label={common.copyOf(name)} onClick={copy}>
        {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      </button>
      <span role="status" className={classes.said}>
        {copied && common.copied}
      </span>
    </span>
  );
}
