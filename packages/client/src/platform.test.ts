import { expect, it } from 'vitest';
import { isInApp, platformOf } from './platform.js';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36', 0, 'chrome windows'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0', 0, 'edge windows'],
  [`${MAC} AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15`, 0, 'safari macos'],
  [`${MAC} AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15`, 5, 'safari ios'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 0, 'firefox other'],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36', 5, 'chrome android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1.15 CriOS/130.0 Safari/604.1', 5, 'chrome ios'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/125.0 SamsungBrowser/27.0 Mobile Safari/537.36', 5, 'other android'],
  ['', 0, 'other other'],
])('%s with %i touch points is %s', (userAgent, touchPoints, expected) => {
  const { browser, system } = platformOf(userAgent, touchPoints);
  expect(`${browser} ${system}`).toBe(expected);
});

it.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.44', true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/440.0]', true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1.15 Mobile/15E148', true],
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0 Mobile Safari/537.36',
    true,
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1', false],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1.15 CriOS/130.0 Mobile/15E148 Safari/604.1', false],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36', false],
  ['Mozilla/5.0 (Linux; Android 14) MQQBrowser/14.5 Chrome/109.0 Mobile Safari/537.36', false],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36', false],
])('%s is shown inside another program: %s', (userAgent, expected) => {
  expect(isInApp(userAgent)).toBe(expected);
});
