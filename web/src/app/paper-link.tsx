/** A paper by its name: opened by a link that is good once, so that its reader is logged. */
import { useState } from 'react';
import { linkPaper } from '../api/papers';
import { asProblem } from '../api/problem';
import { documentWords } from '../words/documents';
import classes from './paper-link.module.css';
import { saidOf } from './use-move';

export function PaperLink({ id, title }: { id: string; title: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const open = async () => {
    setProblem(null);
    try {
      const { data } = await linkPaper(id);
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
        aria-label={documentWords.openOf(title)}
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
