/** Recovery codes, told once: nobody is done with them before they have kept them. */
import { Button, Checkbox } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { CopyButton } from '../../../ui/copy-button';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';

const { security: says } = accountWords;

export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  const [kept, setKept] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={classes.part}>
      <h3 ref={heading} tabIndex={-1}>
        {says.codesTitle}
      </h3>
      <p>{says.codesText}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row no-print">
        <CopyButton text={codes.join('\n')} />
        <Button variant="default" onClick={() => print()}>
          {says.print}
        </Button>
      </div>
      <Checkbox
        className="no-print"
        label={says.kept}
        checked={kept}
        onChange={({ currentTarget }) => setKept(currentTarget.checked)}
      />
      <div className="no-print">
        <Button disabled={!kept} onClick={onKept}>
          {says.done}
        </Button>
      </div>
    </div>
  );
}
