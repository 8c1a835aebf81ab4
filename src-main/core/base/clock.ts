/** Milliseconds since 1970. A parameter everywhere, so that tests own the time. */
export type Clock = () => number;
