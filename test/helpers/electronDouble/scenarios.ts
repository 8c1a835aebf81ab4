import type { WebContents, WebFrameMain } from 'electron';
import { DELIVER_PORT, REQUEST_PORT } from '../../../src-preload/bridge.ts';
import { appDouble, fetchUrl, ipcMain, world } from './electron.ts';
import { preventable } from './life.ts';
import { openPort } from './pageClient.ts';
import { type ContentsDouble, windows } from './windows.ts';
import { PERMISSIONS, REQUESTS, TRAVERSALS, URLS } from './hostile.ts';

type Facts = Record<string, unknown>;

async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

interface Described {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: number;
}

async function describe(response: Response): Promise<Described> {
  return { status: response.status, headers: Object.fromEntries(response.headers), bytes: (await response.arrayBuffer()).byteLength };
}

const describeResponse = async (url: string, init?: RequestInit): Promise<Described> => describe(await fetchUrl(url, init));

async function protocolFacts(): Promise<Facts> {
  const answer = await fetchUrl('app://bundle/index.html');
  const page = await answer.clone().text();
  const script = /src="\.?\/?(assets\/[^"]+\.js)"/.exec(page)?.[1];
  const traversals: Record<string, number> = {};
  for (const url of TRAVERSALS) traversals[url] = (await fetchUrl(url)).status;
  return {
    page: await describe(answer),
    nonce: /<meta property="csp-nonce" nonce="([^"]+)"/.exec(page)?.[1] ?? null,
    script: script === undefined ? null : await describeResponse(`app://bundle/${script}`),
    post: await describeResponse('app://bundle/index.html', { method: 'POST', body: 'x' }),
    media: await describeResponse('app://bundle/media/no-such-image'),
    traversals,
  };
}

function permissionFacts(contents: ContentsDouble): Facts {
  const granted = PERMISSIONS.filter((name) => {
    let answer = false;
    world.permissionRequest!(contents as unknown as WebContents, name, (isGranted) => (answer = isGranted), {} as never);
    return answer;
  });
  const checked = PERMISSIONS.filter((name) =>
    world.permissionCheck!(contents as unknown as WebContents, name, 'app://bundle', {} as never),
  );
  const orphaned = PERMISSIONS.filter((name) => world.permissionCheck!(null, name, 'https://evil.example', {} as never));
  let capture: unknown = 'unanswered';
  world.displayMedia!({} as never, (streams) => (capture = streams));
  return { granted, checked, orphaned, device: world.devicePermission!({} as never), capture };
}

async function navigationFacts(contents: ContentsDouble): Promise<Facts> {
  const went: string[] = [];
  for (const url of URLS) {
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      const event = preventable({ url, isMainFrame: true });
      contents.emit(name, event);
      if (!event.defaultPrevented) went.push(`${name} ${url}`);
    }
  }
  const subframe = preventable({ url: 'app://bundle/index.html', isMainFrame: false });
  contents.emit('will-frame-navigate', subframe);
  const own = preventable({ url: 'app://bundle/index.html', isMainFrame: true });
  contents.emit('will-frame-navigate', own);
  const webview = preventable({});
  contents.emit('will-attach-webview', webview);
  world.answer = 0;
  const actions = new Set(URLS.map((url) => contents.openHandler!({ url } as never).action));
  contents.openHandler!({ url: 'https://www.imdb.com/title/tt0113277/' } as never);
  await until(() => world.opened.length > 0, 'the confirmed link');
  world.answer = 1;
  contents.openHandler!({ url: 'https://www.imdb.com/title/tt0133093/' } as never);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const requests = REQUESTS.filter((url) => {
    let isCancelled = false;
    world.beforeRequest!({ url } as never, (answer) => (isCancelled = answer.cancel === true));
    return !isCancelled;
  });
  return {
    went,
    subframePrevented: subframe.defaultPrevented,
    ownPrevented: own.defaultPrevented,
    webviewPrevented: webview.defaultPrevented,
    windowActions: [...actions],
    opened: world.opened,
    questions: world.questions,
    requestsLetThrough: requests,
  };
}

/** Frames that are not our page ask for a port; none may get one. */
async function impostorFacts(contents: ContentsDouble): Promise<string[]> {
  const delivered: string[] = [];
  const ask = (name: string, frame: Partial<WebFrameMain> | null, nonce: unknown = 'n'): void => {
    const spy = frame === null ? null : Object.assign(frame, { postMessage: () => void delivered.push(name) });
    ipcMain.emit(REQUEST_PORT, { senderFrame: spy, ports: [] }, nonce);
  };
  ask('another origin', { url: 'https://evil.example/', parent: null });
  ask('a look-alike origin', { url: 'app://bundle.evil/index.html', parent: null });
  ask('a user name', { url: 'app://user@bundle/index.html', parent: null });
  ask('a subframe', { url: 'app://bundle/index.html', parent: contents.mainFrame as unknown as WebFrameMain });
  ask('another window of our page', { url: 'app://bundle/index.html', parent: null });
  ask('a frame that is gone', null);
  const world0 = contents.page!;
  world0.addMessageListener(() => delivered.push('a nonce of the wrong kind'));
  ipcMain.emit(REQUEST_PORT, { senderFrame: contents.mainFrame, ports: [] }, { not: 'a string' });
  ipcMain.emit(REQUEST_PORT, { senderFrame: contents.mainFrame, ports: [] }, 'x'.repeat(65));
  // A page that stands on another URL is no longer ours.
  const { url } = contents.mainFrame;
  contents.mainFrame.url = 'https://evil.example/';
  ipcMain.emit(REQUEST_PORT, { senderFrame: contents.mainFrame, ports: [] }, 'n');
  contents.mainFrame.url = url;
  await new Promise((resolve) => setTimeout(resolve, 50));
  // A copy: the listener stays, and hears what the page asks for later.
  return [...delivered];
}

async function callFacts(contents: ContentsDouble): Promise<Facts> {
  const page = contents.page!;
  const { client, close } = await openPort(page);
  const info = await client.app.info();
  const profile = await client.profile.create({ name: 'Ada', age: 25, gender: 'F', occupation: 12 });
  const refusal = await client.ratings.save({ filmId: 'x' } as never).then(
    () => null,
    (error: unknown) => ({ code: (error as { code?: string }).code ?? null, message: (error as Error).message }),
  );
  const events = await client.jobs.watch();
  await events.return?.(undefined as never);
  const devices = await client.app.testDevices();
  const search = await client.catalog.search({ query: 'matrix 1999' });
  for (const theme of ['light', 'dark', 'system'] as const) await client.app.saveSettings({ theme });
  close();
  const again = await openPort(page);
  const settings = await again.client.app.settings();
  again.close();
  return { info, profile, refusal, devices, search, settings };
}

/** The first start of a person, from the entry to the last window. */
async function life(facts: Facts): Promise<void> {
  await until(() => windows[0]?.webContents.page !== null && windows[0] !== undefined, 'the loaded page');
  const window = windows[0]!;
  const contents = window.webContents;
  facts['window'] = window.options;
  facts['url'] = contents.getURL();
  facts['switches'] = world.switches;
  facts['exposed'] = Object.fromEntries(Object.entries(contents.page!.exposed).map(([name, api]) => [name, Object.keys(api as object)]));
  facts['channel'] = DELIVER_PORT;
  facts['protocol'] = await protocolFacts();
  facts['permissions'] = permissionFacts(contents);
  facts['navigation'] = await navigationFacts(contents);
  facts['impostors'] = await impostorFacts(contents);
  facts['calls'] = await callFacts(contents);
  facts['grounds'] = window.grounds;
  await until(() => window.isVisible, 'the shown window');
  const settings = world.menu.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : [])).find((item) => item.id === 'settings');
  settings?.click?.({} as never, undefined, {} as never);
  await until(() => contents.getURL().endsWith('#/settings'), 'the settings route');
  facts['menu'] = world.menu.map((menu) => menu.label ?? menu.role);
  appDouble.emit('second-instance', {}, [], '/');
  facts['focusCount'] = window.focusCount;
  window.close();
}

export const scenarios: Readonly<Record<string, (facts: Facts) => Promise<void>>> = {
  life,
  // The single-instance lock is another's: the app leaves by itself.
  second: async () => undefined,
  // `doctor` ends by itself.
  doctor: async () => undefined,
  held: async () => undefined,
  // The second button of the question is pressed.
  refused: async () => {
    world.answer = 1;
  },
};
