import { describe, expect, test } from 'vitest';
import { chooseLanguage } from './languages.js';

describe('chooseLanguage', () => {
  test('what the address asks for stands above a stored choice and the browser', () => {
    expect(chooseLanguage('zh', 'en', ['en-US'])).toBe('zh');
  });

  test('a stored choice stands above the browser', () => {
    expect(chooseLanguage(null, 'en', ['zh-CN'])).toBe('en');
  });

  test('a tag counts by its first part', () => {
    expect(chooseLanguage(null, null, ['fr-FR', 'zh-Hant-TW'])).toBe('zh');
  });

  test('a language that nobody has written yet, or a name of Object, falls back to English', () => {
    expect(chooseLanguage('tlh', 'constructor', ['fr'])).toBe('en');
  });
});
