/** A dialog with a name, a way out that has a name, and the focus kept within. */
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';

export interface DialogProps {
  title: string;
  closeLabel: string;
  opened: boolean;
  onClose: () => void;
  /** The whole screen on a phone. */
  fullScreen?: boolean;
  children: ReactNode;
}

const load = () => import('./modal');

/** It weighs more than most pages: it is loaded when the page stands that may open it. */
const Modal = lazy(() => load().then((file) => ({ default: file.Modal })));

export function Dialog(props: DialogProps) {
  useEffect(() => {
    // Where it could not be loaded, opening it says so.
    load().catch(() => undefined);
  }, []);
  // Closed again, it stays for its way out.
  const [wasOpened, setWasOpened] = useState(false);
  if (props.opened && !wasOpened) setWasOpened(true);
  return wasOpened || props.opened ? (
    <Suspense fallback={null}>
      <Modal {...props} />
    </Suspense>
  ) : null;
}
