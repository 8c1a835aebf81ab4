/**
 * Lets waiting events in (a cancel message, a progress message on its way out) between stretches of long synchronous work. Costs about a
 * millisecond; call it every 20 to 100 ms.
 */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
