/** What stands where nothing is yet: what would be here, and the one thing to do. */
import type { ReactNode } from 'react';

export const Empty = ({ children, action }: { children: string; action?: ReactNode }) => (
  <div className="card stack-tight">
    <p className="second">{children}</p>
    {action && <div>{action}</div>}
  </div>
);
