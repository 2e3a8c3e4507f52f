/** A secret, the one time that it is shown. */
import { Button } from '@mantine/core';
import { shortMoment } from '../../../format/time';
import { CopyButton } from '../../../ui/copy-button';
import { webhooksWords } from '../../../words/webhooks';
import accountClasses from '../account.module.css';

const { secret: says } = webhooksWords;
const LIBRARIES = 'https://www.standardwebhooks.com';

interface Props {
  secret: string;
  /** Until when the one before it signs as well. */
  formerUntil?: string | null;
  onDone(): void;
}

export const ShownSecret = ({ secret, formerUntil = null, onDone }: Props) => (
  <section className={`card ${accountClasses.part}`}>
    <h2>{says.title}</h2>
    <p>
      {says.text} <a href={LIBRARIES}>{says.library}</a>
    </p>
    <p className={accountClasses.secret}>{secret}</p>
    {formerUntil && <p className="note">{says.both(shortMoment(formerUntil))}</p>}
    <div className="row">
      <CopyButton text={secret} />
      <Button onClick={onDone}>{says.done}</Button>
    </div>
  </section>
);
