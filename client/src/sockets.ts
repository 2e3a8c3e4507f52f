/** What goes over a socket in both directions: for `Socket<ServerToClientEvents, ClientToServerEvents>` of socket.io-client. */
import type { components } from './schema';

type Schemas = components['schemas'];
type Logged = Schemas['LiveEvent'];
type Passing = Schemas['LivePassingEvents'];
type Commands = Schemas['LiveCommands'];

/** In the shape of a problem, with a stable `code`. */
export type LiveRefusal = Passing['session:ended'];
export type Acknowledgement = { success: true; data: Record<string, unknown> } | LiveRefusal;

export type ServerToClientEvents = {
  [Name in Logged['event']]: (event: Omit<Extract<Logged, { event: Name }>, 'event'>) => void;
} & {
  [Name in keyof Passing]: (event: Passing[Name]) => void;
};

export type ClientToServerEvents = {
  [Name in keyof Commands]: (
    payload: Commands[Name],
    acknowledge?: (answer: Acknowledgement) => void,
  ) => void;
};
