/** The door of the client: how to connect, and what answers and refusals are. */
export { connect, type Exchange, type ExchangeOptions, type Session, type SignIn } from './connect';
export { type Answered, dataOf, each, type Paged } from './answers';
export { ExchangeProblem } from './problem';
export { type ListenOptions, type OwnEvent } from './listen';
export type { ProblemCode } from './operations';
export type { Acknowledgement, ClientToServerEvents, LiveRefusal, ServerToClientEvents } from './sockets';
export type { components, paths } from './schema';
