/** A paper by its name: opened by a link that is good once, so that its reader is logged. */
import { useState } from 'react';
import { linkToPaper } from '../../api/deal-acts';
import { asProblem } from '../../api/problem';
import { saidOf } from '../../app/use-move';
import { dealWords } from '../../words/deals';
import classes from './paper-link.module.css';

export function PaperLink({ id, title }: { id: string; title: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const open = async () => {
    setProblem(null);
    try {
      const { data } = await linkToPaper(id);
      window.location.assign(data.url);
    } catch (error) {
      setProblem(saidOf(asProblem(error)));
    }
  };
  return (
    <span>
      <button
        type="button"
        className={classes.link}
        aria-label={dealWords.papers.openOf(title)}
        onClick={() => void open()}
      >
        {title}
      </button>
      {problem && (
        <span role="alert" className={classes.problem}>
          {problem}
        </span>
      )}
    </span>
  );
}
