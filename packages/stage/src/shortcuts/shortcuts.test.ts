import { describe, expect, test } from 'vitest';
import { actionOf, type KeyPress, keyName, SHORTCUTS } from './shortcuts.js';

function press(key: string, fields: Partial<KeyPress> = {}): KeyPress {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '';
  const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false, isComposing: false };
  return { key, code, ...none, ...fields };
}

test('no two actions have one key', () => {
  expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length);
});

test.each(SHORTCUTS.map(({ action, key }) => [key, action] as const))('the key “%s” is for %s', (key, action) => {
  expect(actionOf(press(key), 'page')).toBe(action);
});

describe('nothing happens', () => {
  test('while one types', () => {
    for (const { key } of SHORTCUTS) expect(actionOf(press(key), 'words')).toBeNull();
    expect(actionOf(press('m', { isComposing: true }), 'page')).toBeNull();
  });

  test.each(['ctrlKey', 'altKey', 'metaKey', 'shiftKey'] as const)('with %s', (modifier) => {
    for (const { key } of SHORTCUTS.filter(({ action }) => action !== 'help')) {
      expect(actionOf(press(key, { [modifier]: true }), 'page')).toBeNull();
    }
  });

  test('again and again while a key is held', () => {
    expect(actionOf(press('m', { repeat: true }), 'page')).toBeNull();
  });

  test('by Space on a button, which it presses', () => {
    expect(actionOf(press(' '), 'control')).toBeNull();
    expect(actionOf(press('m'), 'control')).toBe('mute');
  });
});

test('a letter counts in capitals, and by its place where the writing has no Latin ones', () => {
  expect(actionOf(press('M'), 'page')).toBe('mute');
  expect(actionOf(press('ь', { code: 'KeyM' }), 'page')).toBe('mute');
  expect(actionOf(press('?', { shiftKey: true, code: 'Slash' }), 'page')).toBe('help');
});

test('a key of a Latin keyboard counts by what is written on it', () => {
  expect(actionOf(press(',', { code: 'KeyM' }), 'page')).toBeNull();
});

test('keys have the names that are written on them', () => {
  expect([keyName('mute'), keyName('talk'), keyName('help')]).toEqual(['M', 'Space', '?']);
});
