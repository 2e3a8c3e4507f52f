/** The one heading of a page: names the window, and takes the focus after a change of page so that it is read out. */
import { type ReactNode, useEffect, useRef } from 'react';
import { words } from '../words';

/** The first page of a visit takes no focus: its reader begins at the top. */
let pagesShown = 0;

interface Props {
  children: string;
  /** Of the window, where it is not the heading. */
  title?: string;
  aside?: ReactNode;
}

export function PageHeading({ children, title = children, aside }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title]);
  useEffect(() => {
    pagesShown += 1;
    if (pagesShown > 1 && !(document.activeElement instanceof HTMLInputElement)) heading.current?.focus();
  }, []);
  const head = (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
  return aside ? (
    <div className="row">
      {head}
      {aside}
    </div>
  ) : (
    head
  );
}
