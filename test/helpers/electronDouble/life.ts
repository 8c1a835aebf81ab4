import { EventEmitter } from 'node:events';

/** What has happened so far, in order; the driver reports it. */
export const log: string[] = [];

let ready = false;
export const isReady = (): boolean => ready;
export const becomeReady = (): void => {
  ready = true;
};

/** Electron's words when something is used too early or too late. */
export function onlyAfterReady(what: string): void {
  if (!ready) throw new Error(`${what} cannot be used before app is ready`);
}

export function onlyBeforeReady(what: string): void {
  if (ready) throw new Error(`${what} must be called before app is ready`);
}

/** An object that speaks up when the app uses a part of Electron that the double does not have. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      if (!(key in object) && typeof key === 'string' && key !== 'then' && key !== 'toJSON')
        throw new Error(`The double has no ${name}.${key}`);
      const value = Reflect.get(object, key) as unknown;
      return typeof value === 'function' && object instanceof EventEmitter ? value.bind(object) : value;
    },
  });
}

/** The event object of a preventable event. */
export function preventable<T extends object>(fields: T): T & { preventDefault(): void; readonly defaultPrevented: boolean } {
  let isPrevented = false;
  return Object.defineProperty({ ...fields, preventDefault: () => void (isPrevented = true) }, 'defaultPrevented', {
    get: () => isPrevented,
  }) as T & { preventDefault(): void; readonly defaultPrevented: boolean };
}
