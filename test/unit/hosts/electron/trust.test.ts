import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../../src-main/hosts/electron/arguments.ts';
import { outsideLink } from '../../../../src-main/hosts/electron/outsideLinks.ts';
import { isAppUrl, isTrustedSender } from '../../../../src-main/hosts/electron/trustedSender.ts';
import { isPortMessage } from '../../../../src-preload/bridge.ts';
import { URLS } from '../../../helpers/electronDouble/hostile.ts';

describe('which page is ours', () => {
  it.each(['app://bundle/', 'app://bundle/index.html', 'app://bundle/index.html#/film/1', 'app://bundle/x?y=1'])('%s is', (url) => {
    expect(isAppUrl(url)).toBe(true);
  });
  it.each(URLS)('%s is not', (url) => expect(isAppUrl(url)).toBe(false));
});

describe('who may ask for a port', () => {
  const main = { url: 'app://bundle/index.html', parent: null };
  it('is the top frame of our window on our page', () => expect(isTrustedSender(main, main)).toBe(true));
  it('is nobody else', () => {
    const elsewhere = { ...main, url: 'app://bundle.evil/index.html' };
    const subframe = { ...main, parent: main };
    const gone = { ...main, isDestroyed: () => true };
    const detached = { ...main, detached: true };
    for (const frame of [elsewhere, subframe, gone, detached]) expect(isTrustedSender(frame, frame)).toBe(false);
    expect(isTrustedSender({ ...main }, main)).toBe(false);
    expect(isTrustedSender(null, main)).toBe(false);
  });
});

describe('links out of the app', () => {
  it.each(URLS)('%s is never opened', (url) => expect(outsideLink(url)).toBeNull());
  it.each([`https://www.imdb.com/${'a'.repeat(3000)}`, 'https://grouplens.org:444/', ' javascript:alert(1)', 'https://www.imdb.com.'])(
    '%.40s is never opened',
    (url) => expect(outsideLink(url)).toBeNull(),
  );
  it.each(['https://www.imdb.com/title/tt0113277/', 'https://grouplens.org/datasets/movielens/', 'https://www.themoviedb.org/movie/949'])(
    '%s may be, after a question',
    (url) => expect(outsideLink(url)?.href).toBe(url),
  );
});

describe('the message that brings the port', () => {
  const self = {};
  const message = { data: { type: 'marquee:port', nonce: 'a' }, source: self, ports: [{}] };
  it('is taken for its own nonce, from the own window, with one port', () => expect(isPortMessage(message, 'a', self)).toBe(true));
  it.each([
    ['another nonce', { ...message, data: { type: 'marquee:port', nonce: 'b' } }],
    ['another window', { ...message, source: {} }],
    ['no port', { ...message, ports: [] }],
    ['another type', { ...message, data: { type: 'other', nonce: 'a' } }],
    ['no data', { ...message, data: null }],
    ['text', { ...message, data: 'marquee:port' }],
  ])('is refused with %s', (_why, wrong) => expect(isPortMessage(wrong, 'a', self)).toBe(false));
});

describe('the command line', () => {
  it('finds its words among those of Chromium', () => {
    expect(readArguments(['--no-sandbox', '/app', '--data-dir', '/tmp/x', 'doctor', '--json'])).toEqual({
      dataDir: '/tmp/x',
      isDoctor: true,
      asJson: true,
    });
    expect(readArguments(['--data-dir=/tmp/y'])).toEqual({ dataDir: '/tmp/y', isDoctor: false, asJson: false });
    expect(readArguments(['.'])).toEqual({ dataDir: undefined, isDoctor: false, asJson: false });
  });
});
