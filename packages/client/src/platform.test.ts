import { expect, it } from 'vitest';
import { platformOf } from './platform.js';

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
