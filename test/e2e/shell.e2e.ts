import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { type RunningHost, startHost } from '../helpers/host.ts';

describe.skipIf(noBrowser)(`the shell in a browser${noBrowserReason}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let host: RunningHost;
  const elsewhere: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    host = await startHost();
    browser = await launchBrowser();
    context = await browser.newContext();
    page = await context.newPage();
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${host.origin}/`) && !url.startsWith(host.origin.replace('http', 'ws')) && !/^(data|blob):/.test(url))
        elsewhere.push(url);
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
    );
    await page.goto(host.url);
    await page.waitForSelector('h1');
  });

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });

  it('opens with one heading and a title, and the token is gone from the address', async () => {
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.title()).toMatch(/Marquee/);
    expect(page.url()).not.toContain('token');
  });

  it('keeps to its policy, complains of nothing and asks no other origin', () => {
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it('stays open after a reload, by its cookie', async () => {
    await page.reload();
    await page.waitForSelector('h1');
    expect((await context.cookies()).map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
      { httpOnly: true, sameSite: 'Strict' },
    ]);
  });

  it('does not let a second browser in with the same link, but with a new one from the terminal', async () => {
    const stranger = await browser.newContext();
    const second = await stranger.newPage();
    await second.goto(host.url);
    await second.waitForTimeout(500);
    expect(await stranger.cookies()).toEqual([]);
    await second.goto(await host.freshUrl());
    await second.reload();
    await second.waitForSelector('h1');
    await expect.poll(async () => (await stranger.cookies()).length).toBe(1);
    await stranger.close();
  });

  it('ends with 0 when it is interrupted', async () => {
    expect(await host.stop()).toBe(0);
  });
});
